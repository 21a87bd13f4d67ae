# Copyright: (c) 2026, qlikfleet.cloud contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Business glossaries. Source: the published specification "glossaries" of 2026-07-24."""

from __future__ import annotations

import dataclasses
import typing as t

from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.field import Field
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.kind import Kind
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.ownership import Ownership
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.requests import Request
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.rich_text import to_plain, to_rich
from ansible_collections.qlikfleet.cloud.plugins.module_utils.model.writes import Action, Put, Work

_RELATIONS = (
    "isA hasA seeAlso synonym antonym classifies other replaces replacedBy hasSubtype preferredTerm seeInstead defines"
    " definedBy"
)
_LINK = ("type", "resourceId", "resourceType", "subResourceId", "subResourceName", "subResourceType")
_STEWARD = "Only a steward can create glossaries, and verify terms or change verified ones: give the caller the role."


def _text(name: str, doc: str, **more: t.Any) -> Field:
    """Return an option with rich text."""
    doc += " A line is a paragraph. Rich text as Qlik's editor keeps it, a JSON list, is sent as it is."
    return Field(name=name, doc=doc, read=to_plain, write=to_rich, same=to_plain, **more)


def _put_term(work: Work) -> list[Request]:
    """Send the whole term, with its links: whether Qlik keeps those that are left out is not documented."""
    links = [{name: link[name] for name in _LINK if name in link} for link in work.found.get("linksTo") or ()]
    (request,) = Put()(work)
    return [dataclasses.replace(request, body={**request.body, "linksTo": links}) if links else request]


_CATEGORY = Kind(
    name="glossary category",
    doc="A category of the terms of a glossary.",
    path="/api/v1/glossaries/{parent}/categories",
    key=("name", "parent"),
    update=Put(),
    fields=(
        Field(name="name", doc="Name of the category, unique among those of one parent."),
        Field(
            name="parent",
            doc="Category that this one is in, such as V(Finance), or V(Finance/Sales) two levels down.",
            wire="parentId",
            reference="glossary category",
            missing="",
        ),
        Field(name="description", doc="What the terms of the category have in common."),
        Field(
            name="stewards",
            doc="Subjects or emails of all its stewards.",
            type="list",
            elements="str",
            reference="user",
        ),
    ),
)

_TERM = Kind(
    name="glossary term",
    doc="A term of a glossary.",
    path="/api/v1/glossaries/{parent}/terms",
    update=_put_term,
    advice={403: _STEWARD},
    fields=(
        Field(name="name", doc="The term, as people say it."),
        Field(name="description", doc="What it means."),
        Field(name="abbreviation", doc="Short form of the term."),
        _text("related_information", "What else is to be known of it."),
        Field(name="tags", doc="All its tags.", type="list", elements="str"),
        Field(
            name="stewards",
            doc="Subjects or emails of all its stewards.",
            type="list",
            elements="str",
            reference="user",
        ),
        Field(
            name="categories",
            doc="All its categories; one within another as V(Finance/Sales).",
            type="list",
            elements="str",
            reference="glossary category",
        ),
        Field(
            name="related_terms",
            doc="All its relations to other terms of the glossary. They are set once all terms exist.",
            wire="relatesTo",
            type="list",
            elements="dict",
            after_create=True,
            options=(
                Field(name="type", doc="What this term is to the other one.", choices=tuple(_RELATIONS.split())),
                Field(name="term", doc="Name of the other term.", wire="termId", reference="glossary term"),
            ),
        ),
        Field(
            name="status",
            doc="Whether the term holds. Once it is V(verified), only a steward can change it.",
            wire="status/type",
            choices=("draft", "verified", "deprecated"),
            missing="draft",
            via=Action("POST", lambda status: f"actions/change-status?status={status}"),
        ),
    ),
)

GLOSSARY = Kind(
    name="glossary",
    plural="glossaries",
    doc="Business glossaries with their categories and terms.",
    path="/api/v1/glossaries",
    update=Put(),
    creator="createdBy",
    ownership=Ownership(item="glossary", advice="Make another user steward, or export and import it."),
    advice={403: _STEWARD},
    needs="the role C(Steward)",
    fields=(
        Field(name="name", doc="Name of the glossary."),
        Field(
            name="space",
            doc="Space that the glossary is in. Defaults to the personal space of the caller.",
            wire="spaceId",
            reference="space",
        ),
        Field(name="description", doc="What the glossary is about."),
        _text("overview", "Introduction to the glossary."),
        Field(name="tags", doc="All its tags.", type="list", elements="str"),
        _text(
            "term_template",
            "What the related information of a new term begins with.",
            wire="termTemplate/relatedInformation",
        ),
        Field(
            name="categories",
            doc="Categories of the glossary. Others keep what they have, unless O(purge_categories) is set.",
            type="list",
            elements="dict",
            children=_CATEGORY,
        ),
        Field(
            name="terms",
            doc="Terms of the glossary. Others keep what they have, unless O(purge_terms) is set.",
            type="list",
            elements="dict",
            children=_TERM,
        ),
    ),
    notes=(
        "A glossary that is removed takes its terms with it, and a category those within it.",
        "Links of terms to apps and data sets stay as they are.",
        "Qlik does not forbid two glossaries of one name; the module fails where it finds two.",
    ),
    examples="""
- name: Say once what our numbers mean
  qlikfleet.cloud.glossary:
    name: Finance
    description: Words of the finance department
    categories:
      - name: Results
      - name: Earnings
        parent: Results
    terms:
      - name: Earnings before interest and tax
        abbreviation: EBIT
        description: Revenue less the cost of operations
        categories: [Results/Earnings]
        related_terms:
          - type: seeAlso
            term: Net income
        status: verified
      - name: Net income
        categories: [Results/Earnings]

- name: Tell more of the glossary, and leave its terms alone
  qlikfleet.cloud.glossary:
    name: Finance
    description: Words of the finance department, checked each quarter
    overview: Ask the controllers where a word is missing.

- name: Remove a term
  qlikfleet.cloud.glossary:
    name: Finance
    terms:
      - name: Net income
        state: absent

- name: Remove the glossary and all its terms
  qlikfleet.cloud.glossary:
    name: Finance
    state: absent
""",
)
