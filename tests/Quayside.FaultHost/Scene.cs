// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>A public operation and the state of the key in which it is done.</summary>
/// <param name="Name">What is done, and to what.</param>
/// <param name="Prepare">Brings the key into that state. No call fails in it.</param>
/// <param name="Act">The operation. Can be done again when it has failed.</param>
/// <param name="Usual">What it ends with when no call fails.</param>
internal sealed record Scene(
    string Name, Action<Stage> Prepare, Func<Stage, Outcome> Act, SharedMemoryError Usual = SharedMemoryError.NoError)
{
    /// <summary>Gets whether the segment of 10 bytes that was there must still be there after a failure.</summary>
    public bool KeepsEarlier { get; init; }

    /// <summary>Gets whether files are made in vain on the way, and taken away at its end.</summary>
    public bool MakesSpareFiles { get; init; }

    /// <summary>Gets whether the operation is the last one on its key, so that what it cannot take away is left to the next user of the key.</summary>
    public bool IsLast { get; init; }

    /// <summary>Gets what it may end with besides, when the lock cannot be taken or looked at.</summary>
    public SharedMemoryError? WithoutLock { get; init; }

    /// <summary>Gets whether a segment that nobody uses is there before or after the operation: only the key file leads to it.</summary>
    public bool HasOrphan { get; init; }
}
