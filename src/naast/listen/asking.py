"""Roles, the people around somebody, and skills, as they are asked: the same at the desk and in the folder.

The questions speak to the person: whoever types along reads them aloud. What a form sends is kept here and
what is refused comes back in it, with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.forms import number
from naast.kernel.refusals import put
from naast.listen import actions, around, drafting, queries, rings, skills
from naast.listen.actions.around import network_key
from naast.listen.actions.skills import skills_key
from naast.listen.around import NetworkFacts, RoleFacts
from naast.listen.around_forms import AddRoleForm, NetworkForm, RoleForm, SkillsForm
from naast.listen.skills import SkillFacts

Posted = Mapping[str, Any]


@dataclass
class Asked:
    """What came of a form: kept, or to be shown again. `status` is that of the page."""

    kept: bool = False
    status: int = 200
    forms: dict[str, forms.Form] = field(default_factory=dict)
    theirs: str = ""


def roles_sent(actor: Actor, case_id: int, person_id: int, data: Posted) -> Asked:
    """Keep what one of the small forms of roles and interests sent."""
    who: dict[str, Any] = {"actor": actor, "case_id": case_id, "person_id": person_id}
    do, row_id, when = str(data.get("do", "")), number(data.get("row")) or 0, str(data.get("when", ""))
    if do == "drop_role":
        actions.drop_role(**who, role_id=row_id)
        return Asked(kept=True)
    if do == "drop_interest":
        actions.drop_interest(**who, interest_id=row_id)
        return Asked(kept=True)
    form: forms.Form
    if do == "change":
        form, name = RoleForm(data, auto_id=f"id_role{row_id}_%s"), f"role{row_id}"
    elif do == "interest" or (do == "add" and when in dict(around.WHENS)):
        name = "interest" if do == "interest" else when
        form = AddRoleForm(data, auto_id=f"id_{name}_%s")
    else:
        raise NotVisible
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            if do == "interest":
                actions.add_interest(**who, words=words)
            elif do == "add":
                actions.add_role(**who, words=words, when=when)
            else:
                given = form.cleaned_data
                actions.change_role(
                    **who,
                    role_id=row_id,
                    words=words,
                    when=given["when"],
                    base_version=given["version"] or 0,
                )
            return Asked(kept=True)
        except Invalid as error:
            put(form, error)
        except Stale as error:
            again = RoleForm(_with_version(data, error), auto_id=f"id_role{row_id}_%s")
            again.is_valid()
            again.add_error(None, str(error))
            return Asked(status=409, forms={name: again}, theirs=error.theirs)
    return Asked(status=422, forms={name: form})


def _with_version(data: Posted, error: Stale) -> dict[str, Any]:
    """What was typed, on the version that stands now: saving again is a choice made knowingly."""
    return {key: data[key] for key in data} | {"version": error.current_version}


def roles_page(actor: Actor, case_id: int, person_id: int, asked: Asked | None = None) -> dict[str, Any]:
    """What the page of roles and interests shows."""
    shown = queries.roles_of(actor, case_id, person_id)
    given = asked.forms if asked else {}
    sections = [
        {
            "code": code,
            "label": label,
            "rows": [_role_row(role, given) for role in shown.of(code)],
            "form": given.get(code) or AddRoleForm(auto_id=f"id_{code}_%s"),
        }
        for code, label in around.WHENS
    ]
    return {
        "sections": sections,
        "interests": shown.interests,
        "interest_form": given.get("interest") or AddRoleForm(auto_id="id_interest_%s"),
        "refused": next(iter(given.values()), None),
        "theirs": asked.theirs if asked else "",
    }


def _role_row(role: RoleFacts, given: Mapping[str, forms.Form]) -> dict[str, Any]:
    standing = {"words": role.words, "when": role.when, "version": role.version}
    form = given.get(f"role{role.id}")
    return {
        "role": role,
        "form": form or RoleForm(initial=standing, auto_id=f"id_role{role.id}_%s"),
        "open": form is not None,
    }


def network_page(
    actor: Actor, case_id: int, person_id: int, who: str, asked: Asked | None = None
) -> dict[str, Any]:
    """What the page of the people around somebody shows: the picture, the same as a list, and a form."""
    people = queries.network_of(actor, case_id, person_id)
    key = network_key(case_id, person_id)
    form = (asked.forms if asked else {}).get("network")
    if form is None:
        form = NetworkForm(initial=_begun(actor, key, NetworkForm()))
    return {
        "people": people,
        "by_ring": [
            {"label": label, "people": [each for each in people if each.near == code]}
            for code, label in around.RINGS
        ],
        "pictures": rings.pictures(who, people),
        "legend": [{"shape": around.SHAPES[code], "label": label} for code, label in around.KINDS],
        "who": who,
        "form": form,
        "object_key": key,
    }


def _begun(actor: Actor, key: str, form: forms.Form) -> dict[str, Any]:
    empty = {name: form.fields[name].initial or "" for name in form.fields if name != "version"}
    return drafting.given_back(actor, key, empty)[0]


def network_sent(actor: Actor, case_id: int, person_id: int, data: Posted) -> Asked:
    """Keep somebody new around a person."""
    form = NetworkForm(data)
    if form.is_valid():
        try:
            actions.add_network_person(actor=actor, case_id=case_id, person_id=person_id, said=form.said())
            return Asked(kept=True)
        except Invalid as error:
            put(form, error)
    return Asked(status=422, forms={"network": form})


def network_person(actor: Actor, case_id: int, person_id: int, around_id: int) -> NetworkFacts:
    """One person around somebody. Raises NotVisible when it is nobody of theirs."""
    for each in queries.network_of(actor, case_id, person_id):
        if each.id == around_id:
            return each
    raise NotVisible


def network_form(actor: Actor, facts: NetworkFacts) -> tuple[NetworkForm, str]:
    """The form as it stands, or as somebody was typing it; and the key of its drafts."""
    key = network_key(facts.case_id, facts.person_id, facts.id)
    names = (*NetworkForm.base_fields,)
    standing = {name: getattr(facts, name) for name in names}
    return NetworkForm(initial=drafting.given_back(actor, key, standing)[0]), key


def drop(actor: Actor, case_id: int, person_id: int, around_id: int) -> None:
    """Take somebody out of the network; sent twice, the second finds nobody and that is what was asked."""
    actions.drop_network_person(actor=actor, case_id=case_id, person_id=person_id, around_id=around_id)


def network_changed(actor: Actor, facts: NetworkFacts, data: Posted) -> Asked:
    """Keep what changed of somebody around a person."""
    who: dict[str, Any] = {
        "actor": actor,
        "case_id": facts.case_id,
        "person_id": facts.person_id,
        "around_id": facts.id,
    }
    form = NetworkForm(data)
    if form.is_valid():
        try:
            actions.change_network_person(
                **who,
                said=form.said(),
                base_version=form.cleaned_data["version"] or 0,
            )
            return Asked(kept=True)
        except Invalid as error:
            put(form, error)
        except Stale as error:
            again = NetworkForm(_with_version(data, error))
            again.is_valid()
            again.add_error(None, str(error))
            return Asked(status=409, forms={"network": again}, theirs=_in_words(actor, facts))
    return Asked(status=422, forms={"network": form})


def _in_words(actor: Actor, facts: NetworkFacts) -> str:
    """How somebody stands now, for who typed on an older version."""
    now = network_person(actor, facts.case_id, facts.person_id, facts.id)
    parts = (now.label, now.near_label, now.kind_label, now.does, now.gets, now.consent_label)
    return "\n".join(part for part in parts if part)


def skills_form(actor: Actor, case_id: int, person_id: int) -> SkillsForm:
    """The twelve skills with what stands there for this reader, or with what they were typing."""
    standing = _skill_values(queries.skills_of(actor, case_id, person_id))
    empty = {f"words_{skill.key}": "" for skill in skills.SKILLS}
    given, _kept = drafting.given_back(actor, skills_key(case_id, person_id), empty | standing)
    return SkillsForm(initial=given, own=actor.is_resident)


def _skill_values(facts: Iterable[SkillFacts]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for row in facts:
        values |= {
            f"seen_{row.key}": row.seen,
            f"answer_{row.key}": row.answer,
            f"words_{row.key}": row.words,
            f"shared_{row.key}": row.shared,
        }
    return values


def skills_page(actor: Actor, case_id: int, person_id: int, asked: Asked | None = None) -> dict[str, Any]:
    """What the page of the skills shows."""
    return {
        "form": asked.forms["skills"] if asked else skills_form(actor, case_id, person_id),
        "shared": queries.skills_of(actor, case_id, person_id),
        "theirs": asked.theirs if asked else "",
        "object_key": skills_key(case_id, person_id),
    }


def skills_sent(actor: Actor, case_id: int, person_id: int, data: Posted) -> Asked:
    """Keep the answers, or share none of them any more."""
    who: dict[str, Any] = {"actor": actor, "case_id": case_id, "person_id": person_id}
    if data.get("do") == "private":
        actions.keep_skills_private(**who)
        return Asked(kept=True)
    form = SkillsForm(data, own=actor.is_resident)
    if form.is_valid():
        share = {"yes": True, "no": False}.get(form.cleaned_data.get("share", ""))
        try:
            actions.answer_skills(**who, said=form.said(), share=share)
            return Asked(kept=True)
        except Invalid as error:
            put(form, error)
        except Stale as error:
            now = _skill_values(queries.skills_of(actor, case_id, person_id))
            seen = {f"seen_{skill.key}": now.get(f"seen_{skill.key}", "") for skill in skills.SKILLS}
            again = SkillsForm({key: data[key] for key in data} | seen, own=actor.is_resident)
            again.is_valid()
            again.add_error(None, str(error))
            return Asked(status=409, forms={"skills": again}, theirs=error.theirs)
    return Asked(status=422, forms={"skills": form})
