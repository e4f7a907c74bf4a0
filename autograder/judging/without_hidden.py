"""A Result for those who may ask as often as they like: nothing of a hidden rule but that there is one."""

from dataclasses import replace

from autograder.judging.judge import Result, RuleResult

OTHER_NUMBERS = "All of it, with other numbers"


def without_hidden(result: Result) -> Result:
    """The same Result with one rule in place of all hidden ones, which tells neither how many they are nor which.

    Its points stay: they are of all rules.
    """
    hidden = [rule for rule in result.rules if rule.hidden]
    if not hidden:
        return result
    difference = next((rule.difference for rule in hidden if rule.difference), None)
    if difference and difference.kind != "missing":
        text = difference.text.removeprefix("With other numbers, ")
        difference = replace(difference, text=text, got=None, expected=None)
    visible = tuple(rule for rule in result.rules if not rule.hidden)
    return replace(result, rules=(*visible, RuleResult(OTHER_NUMBERS, False, difference)))
