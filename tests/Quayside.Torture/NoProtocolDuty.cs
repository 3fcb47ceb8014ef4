// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>A control: writes and reads values as live values are, in memory that has no protocol.</summary>
internal sealed class NoProtocolDuty(World world) : IDuty
{
    private readonly byte[] _bytes = new byte[Payload.MostBytes];

    /// <inheritdoc/>
    public void DoSomething()
    {
        if (world.Random.Next(2) == 0)
        {
            world.Ledger.Write(_bytes, Payload.Make(_bytes, Payload.MostBytes, world.Random).Length);
            return;
        }

        world.Ledger.Read(_bytes);
        var isThere = Payload.ChecksumOf(_bytes) != 0;
        new LatestValue().See(version: 1, !isThere || Payload.IsWhole(_bytes), Payload.ChecksumOf(_bytes));
    }

    /// <inheritdoc/>
    public void Leave()
    {
    }
}
