// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that has a change signal open.</summary>
internal sealed class SignalMember(ChangeSignal signal, TimeSpan patience) : VersionedMember(signal, patience)
{
    /// <inheritdoc/>
    public override long Version => signal.Version;

    /// <inheritdoc/>
    public override void Publish() => signal.Publish();

    /// <inheritdoc/>
    protected override bool WaitForChange(ref long version) => signal.WaitForChange(ref version, Patience);

    /// <inheritdoc/>
    protected override void CheckIsWhole(long version) => Assert.Equal(version, signal.Version);
}
