"""The command line: `gemba`, also `python -m bot`.

A command's module is imported when that command is asked for, so that `gemba --help` stays quick
and the matcher never loads what only reports need. Errors of ours become one line and exit code 1;
wrong usage is click's exit code 2, a bug 3.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from bot.errors import BotError
from bot.starting import loading

#: The exit code of a bug.
_BUG = 3


class _Entry(NamedTuple):
    """Where a command lives and what `gemba --help` says of it."""

    module: str
    help: str


COMMANDS = {
    "run": _Entry("run", "Run the bot on Telegram (polling, or --webhook)."),
    "chat": _Entry("chat", "Be interviewed in this terminal, or from a pipe."),
    "demo": _Entry("demo", "Play made-up interviews and write the report."),
    "survey": _Entry("survey", "Plan, open, watch and close surveys."),
    "invite": _Entry("invite", "Invite people to a survey, or to a role."),
    "role": _Entry("role", "List who may do what, and take roles back."),
    "audit": _Entry("audit", "Say who did or saw what, and when."),
    "report": _Entry("report", "Print or write the recommendations for management."),
    "initiative": _Entry("initiative", "Take recommendations on, and see whether it helped."),
    "pulse": _Entry("pulse", "Ask a survey again by schedule, a few questions at a time."),
    "import": _Entry("importing", "Import answers collected elsewhere."),
    "match": _Entry("match", "Match JSON Lines on standard input."),
    "explain": _Entry("explain", "Say why a text matches what it matches."),
    "evaluate": _Entry("evaluate", "Measure the matcher on a labelled file."),
    "catalogue": _Entry("catalogue", "Check the catalogue, and review its rules."),
    "migrate": _Entry("migrate", "Bring the database to today's schema."),
    "backup": _Entry("backup", "Copy the database while it is in use."),
    "copy": _Entry("copy", "Copy a company from SQLite to PostgreSQL, or back."),
    "doctor": _Entry("doctor", "Check this installation, and say what to do."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of all commands, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command *cmd_name*, imported now; None if there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        with loading():
            module = importlib.import_module(f"bot.commands.{entry.module}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].help) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gemba", prog_name="gemba")
def gemba() -> None:
    """Gemba interviews employees and tells management what to improve.

    \b
    Try:
      gemba demo                 made-up interviews, and the report
      gemba chat                 be interviewed yourself
      gemba report --format md   recommendations from the database
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that *arguments* (or the shell) name, and exit with its code."""
    try:
        code = gemba.main(args=arguments, prog_name="gemba", standalone_mode=False)
    except click.exceptions.Abort:
        _fail("stopped; nothing was lost")
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _tell(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        _close_quietly()
    except Exception as error:  # noqa: BLE001  # the one handler at the top
        code = 1 if _is_ours(error) else _BUG
        _fail(str(error) if code == 1 else _report_of(error), code)
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _is_ours(error: Exception) -> bool:
    """Say whether *error* is of a kind that tells in its text what to do."""
    from knowledge.errors import KnowledgeError  # noqa: PLC0415  # only needed when all is lost
    from storage.errors import StorageError  # noqa: PLC0415

    return isinstance(error, BotError | KnowledgeError | StorageError)


def _report_of(error: Exception) -> str:
    """Return what to report of a bug; without its text, which may quote what a person said."""
    from bot.logs import outline  # noqa: PLC0415  # only needed when all is lost

    return f"a bug, sorry; please report this line: {outline(error)}"


def _tell(error: click.ClickException) -> None:
    """Say in one line what is wrong with how a command was called, and where its usage stands."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    path = "gemba" if ctx is None else ctx.command_path
    said = " ".join(error.format_message().split()).removesuffix(".")
    click.echo(f"{path}: {said}; see {path} --help", err=True)


def _fail(line: str, code: int = 1) -> None:
    click.echo(f"gemba: {line}", err=True)
    sys.exit(code)


def _close_quietly() -> None:
    """Leave when the reader of a pipe has gone; Python would complain at exit otherwise."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
