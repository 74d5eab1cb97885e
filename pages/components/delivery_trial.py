"""Dropped files looked at and tried, once each: kept in the session until the files, the day or a profile change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.publish.first_look import FirstLook, first_look
from analytics.publish.trial import Trial, trial
from analytics.store import Store
from pages.components.upload import as_delivery

_LOOKED, _TRIED = "delivery looked", "delivery tried"


class Delivered(NamedTuple):
    """What somebody wants published: files for a day, and the source profiles chosen for some, by file name."""

    files: Sequence[UploadedFile]
    day: dt.date
    profiles: Mapping[str, str]

    @property
    def key(self) -> tuple[object, ...]:
        """Tells it from every other."""
        return (self.day, *self.profiles.items(), *(file.file_id for file in self.files))


class _Looked(NamedTuple):
    key: tuple[str, ...]
    looks: tuple[FirstLook, ...]


class _Tried(NamedTuple):
    key: tuple[object, ...]
    trial: Trial


def looked(files: Sequence[UploadedFile], day: dt.date) -> tuple[FirstLook, ...]:
    """What the files say of themselves, whatever the day."""
    key = tuple(file.file_id for file in files)
    known: _Looked | None = st.session_state.get(_LOOKED)
    if known is None or known.key != key:
        with st.spinner("Die Dateien werden angesehen …"), as_delivery(files, day) as folder:
            known = st.session_state[_LOOKED] = _Looked(key, first_look(folder))
    return known.looks


def tried(delivered: Delivered, store: Store) -> Trial:
    """What publishing it would do."""
    known: _Tried | None = st.session_state.get(_TRIED)
    if known is None or known.key != delivered.key:
        with st.spinner("Die Dateien werden geprüft …"), as_delivery(delivered.files, delivered.day) as folder:
            known = st.session_state[_TRIED] = _Tried(delivered.key, trial(folder, store, delivered.profiles))
    return known.trial


def forget() -> None:
    """Let it be tried again."""
    st.session_state.pop(_TRIED, None)
