"""The codes that are stored and exported: never renamed, never reused; imports nothing of ours.

What they mean is data (`inefficiencies/`, `functions/`); a company's own file may add more.
"""

from typing import Final

INEFFICIENCIES: Final = frozenset((
    "duplicate_entry", "manual_work", "paper_process", "outdated_tools", "disconnected_tools",
    "approval_bottleneck", "waiting", "poor_communication", "meeting_overload", "interruptions",
    "information_search", "rework", "unclear_process", "lack_of_training", "work_overload",
    "excess_bureaucracy", "management_gap", "misused_talent",
))  # fmt: skip
FUNCTIONS: Final = frozenset((
    "finance_accounting", "payroll", "human_resources", "it_services", "data_processing",
    "procurement", "legal_compliance", "logistics", "facilities", "administration",
    "customer_service", "sales", "marketing", "core",
))  # fmt: skip
