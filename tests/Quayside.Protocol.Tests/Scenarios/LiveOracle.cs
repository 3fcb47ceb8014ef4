// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Knows what each version of a live value is, as soon as somebody has seen it, and which version is the latest.</summary>
internal struct LiveOracle : IOracle
{
    private Values _values;
    private ulong _announced;

    /// <summary>Hears that a version has been announced, and what it is.</summary>
    public string? Announce(ulong version, ulong value)
    {
        _announced = ulong.Max(_announced, version);
        return See(version, value, value, earlier: 0);
    }

    /// <summary>Hears what a reader has taken for a version.</summary>
    public string? See(ulong version, ulong first, ulong second, ulong earlier)
    {
        if (first != second)
        {
            return $"The value is torn: {first:x} and {second:x}.";
        }

        if (version < earlier)
        {
            return $"Version {version} is seen after version {earlier}.";
        }

        ref var known = ref _values[(int)version];
        var isSame = known == 0 || known == first;
        known = first;
        return isSame && first != 0 ? null : $"Version {version} is two different values.";
    }

    /// <summary>Hears what a reader that is disturbed by nobody has got.</summary>
    public readonly string? SeeAtLast(bool isWhole, ulong version) =>
        isWhole && version >= _announced || (_announced == 0 && version == 0) ? null :
        $"Version {_announced} was announced; at last there is {(isWhole ? "" : "no whole ")}version {version}.";

    /// <inheritdoc/>
    public readonly void Died(int actor)
    {
    }

    [InlineArray(16)]
    private struct Values
    {
        private ulong _value;
    }
}
