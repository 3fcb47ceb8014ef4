// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>The latest value that one has seen: the next one is no older, and whole.</summary>
internal sealed class LatestValue
{
    private long _version;
    private long _mark;

    /// <summary>Takes note of a value that was read.</summary>
    /// <param name="version">Its version, 0 when there was none.</param>
    /// <param name="isWhole">Whether it is whole.</param>
    /// <param name="mark">A number that differs from value to value.</param>
    /// <exception cref="ViolationException">It is torn, or older, or another one of the same version.</exception>
    public void See(long version, bool isWhole, long mark)
    {
        if (!isWhole)
        {
            throw new ViolationException($"Version {version} of a live value is torn.");
        }

        if (version < _version || (version == _version && _mark != 0 && mark != _mark))
        {
            throw new ViolationException($"A live value went from version {_version} ({_mark:x}) to {version} ({mark:x}).");
        }

        (_version, _mark) = (version, mark);
    }

    /// <summary>Takes note of a value that was written.</summary>
    /// <param name="version">Its version.</param>
    public void MoveOn(long version)
    {
        if (version <= _version)
        {
            throw new ViolationException($"Version {version} of a live value was written after {_version}.");
        }

        (_version, _mark) = (version, 0);
    }
}
