"""No YAML file can take the memory or the process."""

import pytest
import yaml

from knowledge.plain_yaml import RefusedYamlError, read_yaml

LAUGHS = "\n".join(
    ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
)


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        pytest.param(LAUGHS, "aliases", 2, id="a billion laughs"),
        pytest.param("a: 1\nb: " + "[" * 100_000, "deep", 2, id="opened without end"),
        pytest.param("[" * 41 + "]" * 41, "deep", 1, id="one too deep"),
        pytest.param("{a: " * 50_000 + "1" + "}" * 50_000, "deep", 1, id="mappings in mappings"),
        pytest.param("a: &a\n  b: *a", "aliases", 2, id="a loop"),
        pytest.param("a: 1\nb: 2026-13-45", "does not exist", 2, id="no such day"),
        pytest.param("a: !!timestamp soon", "does not exist", 1, id="no day at all"),
        pytest.param("a: !!int ''", "does not exist", 1, id="no number"),
        pytest.param("a: !!bool perhaps", "does not exist", 1, id="neither true nor false"),
        pytest.param("a:\n - " + "9" * 5000, "does not exist", 2, id="a number without end"),
    ],
)
def test_what_would_hurt_is_refused_with_its_line(text: str, problem: str, line: int) -> None:
    with pytest.raises(RefusedYamlError, match=problem) as refused:
        read_yaml(text)

    assert refused.value.line == line


@pytest.mark.parametrize("text", ["!!python/object/apply:os.system ['true']", "!!python/name:os.x"])
def test_objects_are_never_made(text: str) -> None:
    with pytest.raises(yaml.constructor.ConstructorError):
        read_yaml(text)


def test_plain_values_come_back() -> None:
    assert read_yaml("[" * 40 + "]" * 40)
    assert read_yaml("a: [1, two, {b: null}]") == {"a": [1, "two", {"b": None}]}
