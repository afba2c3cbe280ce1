"""The JSON Schemas of every kind of file, so that an editor completes and checks while one types."""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.frameworks.demo import CouncilFile, HistoryFile
from bot.frameworks.model import Checklist, Framework
from bot.frameworks.register import Register
from bot.frameworks.reports import Reports
from bot.frameworks.schedule import Schedule
from bot.frameworks.shape import Shape

SCHEMAS: dict[str, type[Shape]] = {
    "framework.schema.json": Framework,
    "checklist.schema.json": Checklist,
    "register.schema.json": Register,
    "schedule.schema.json": Schedule,
    "reports.schema.json": Reports,
    "council.schema.json": CouncilFile,
    "demo.schema.json": HistoryFile,
}


class _AsWritten(GenerateJsonSchema):
    """The schema of what authors write: a key is left out, never null, and needs no second name."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return super().default_schema(schema) if schema.get("default") else self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schema_text(shape: type[Shape]) -> str:
    schema: dict[str, Any] = shape.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into the folder of frameworks and say where."""
    paths = []
    for name, shape in SCHEMAS.items():
        path = folder / name
        path.write_text(schema_text(shape), encoding="utf-8")
        paths.append(path)
    return paths
