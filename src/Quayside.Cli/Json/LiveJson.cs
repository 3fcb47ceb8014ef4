// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Json;

/// <summary>A live value in the JSON of the tool: <c>live get --json</c>, and a line of <c>live watch --json</c>.</summary>
internal sealed record LiveJson(DateTimeOffset Time, long Version, double Age, string Value);
