// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>A word of a scenario.</summary>
/// <param name="Offset">Where it is in the segment.</param>
/// <param name="Name">Its name in traces.</param>
/// <param name="Format">How its values look in traces.</param>
internal sealed record Word(long Offset, string Name, Func<ulong, string>? Format = null)
{
    /// <summary>Formats a value.</summary>
    public string Show(ulong value) => Format?.Invoke(value) ?? $"{value}";
}
