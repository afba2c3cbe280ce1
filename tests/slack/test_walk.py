"""A practitioner's whole conversation, over the wire."""

from tests.slack.town import Town


def test_a_check_from_start_to_receipt(either_town: Town) -> None:
    town, ade = either_town, either_town.ade
    town.begin(ade)

    def show(act):
        town.slack.settled()
        print(act)
        print(ade.transcript())
        print(ade.card().buttons)
        print("=====")

    show(ade.click("Yes"))
    show(ade.click("No"))
    v = ade.view()
    print(v.title, v.plain, v.controls)
    show(ade.submit())
    show(ade.click("note/0"))
    ade.fill({"note": "Because it was so. Ring 07700 900123"})
    show(ade.submit())
    ade.fill({"note": "Because it was so."})
    show(ade.submit())
    show(ade.click("Write your answer"))
    ade.fill({"B1": "Much went well"})
    show(ade.submit())
    ade.fill({"B2": "CAF"})
    show(ade.submit())
    show(ade.pick_day("day/0", "2026-11-20"))
    show(ade.choose("person/0", "Bea"))
    show(ade.click("Submit"))
    show(ade.click("See my answers"))
    print(town.slack.breaches())
