"""What a conversation held elsewhere was about: a client that keeps its own history sends it along."""

from collections.abc import Sequence
from dataclasses import replace

from agent.threads import Message
from agent.tools.decision import Decision, Focus
from agent.tools.routing.follow import next_focus
from agent.tools.routing.router import Router
from agent.tools.text.language import detect
from data.place import Spot


async def replay(
    router: Router, history: Sequence[Message], location: Spot | None = None, *, focus: Focus | None = None
) -> Focus:
    """The focus after `history`, by rule alone: no model, no embedding. `focus` is the one before it.

    An answer to a wish counts with the places that it names, so that 두 번째 거 finds the second one.
    """
    focus = focus or Focus()
    asked: Decision | None = None
    for said in history:
        if said.role == "user":
            language = detect(said.content, focus.language)
            asked = await router.decide(said.content, focus=focus, location=location, language=language)
            focus = replace(next_focus(asked, focus), language=language)
        elif asked is not None and asked.route == "place" and asked.wish:
            named = (mention.spot for mention in router.gazetteer.link(said.content, fuzzy=False))
            shown = tuple(dict.fromkeys(spot for spot in named if spot.kind == "place"))
            focus = next_focus(asked, focus, shown=shown)
    return focus
