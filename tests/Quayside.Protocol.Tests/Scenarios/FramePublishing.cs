// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Locks;
using Quayside.Protocol.Tests.Exploration;
using Quayside.Signals;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Finds a slot, if not as the library does.</summary>
internal delegate bool Borrowing(ActorWords<FrameOracle> words, in FrameLayout layout, bool keepsUnread, out int slot, out ulong sequence);

/// <summary>Takes the publisher's role.</summary>
internal sealed record FrameEntering(FramePublishing Then, bool HasSlept) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var role = Then.Of.Layout.Lock;
        if (LockProtocol.Advance(words, role, FrameScenario.PublisherOf(Then.Index), words, willSleep: true, HasSlept, out var seen) != LockStep.Busy)
        {
            return Then;
        }

        words.Sleep(role, seen);
        return this with { HasSlept = true };
    }
}

/// <summary>Draws frames and publishes them; sweeps dead readers, and waits, where there is no slot.</summary>
internal sealed record FramePublishing(FrameScenario Of, int Index, int Frames) : Stage<FrameOracle>
{
    /// <summary>Gets whether it waits for readers that want every frame.</summary>
    public bool KeepsUnread { get; init; }

    /// <summary>Gets whether it gives the role back in the end.</summary>
    public bool HasLock { get; init; }

    /// <summary>Gets whether it sleeps without a look at the slots after it has set the bell: wrong.</summary>
    public bool SleepsAtOnce { get; init; }

    /// <summary>Gets whether it sleeps though the count of slots given back has changed since before it has set the bell: wrong.</summary>
    public bool SleepsOnNews { get; init; }

    /// <summary>Gets how it finds a slot, if not as the library does.</summary>
    public Borrowing? Borrow { get; init; }

    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var layout = Of.Layout;
        if (Frames == 0)
        {
            return HasLock ? new FrameLeaving(Of, Index) : null;
        }

        if (TryBorrow(words, out var slot, out var sequence))
        {
            return new FrameDrawing(this, slot, sequence);
        }

        if (Sweep(words))
        {
            return this;
        }

        var known = words.Load(layout.Released);
        var found = SignalProtocol.Arm(words, layout.Released, words, layout.Bell);
        if (!SleepsAtOnce && TryBorrow(words, out slot, out sequence))
        {
            return new FrameDrawing(this, slot, sequence);
        }

        if (found == known || SleepsOnNews)
        {
            words.Sleep(layout.Released, found);
        }

        return this;
    }

    private bool TryBorrow(ActorWords<FrameOracle> words, out int slot, out ulong sequence) => Borrow is null
        ? FrameProtocol.TryBorrow(words, Of.Layout, KeepsUnread, out slot, out sequence)
        : Borrow(words, Of.Layout, KeepsUnread, out slot, out sequence);

    private bool Sweep(ActorWords<FrameOracle> words)
    {
        var hasSwept = false;
        for (var place = 0; place < Of.Readers; place++)
        {
            var hasLine = words.Load(Of.Layout.Cursor(place)) != 0 || words.Load(Of.Layout.Pin(place, 0)) != 0;
            if (hasLine && !words.IsAlive(FrameScenario.ReaderOf(place)))
            {
                words.Store(Of.Layout.Cursor(place), 0);
                words.Store(Of.Layout.Pin(place, 0), 0);
                hasSwept = true;
            }
        }

        return hasSwept;
    }
}

/// <summary>Draws a frame in a slot and publishes it.</summary>
internal sealed record FrameDrawing(FramePublishing By, int Slot, ulong Sequence) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var layout = By.Of.Layout;
        var value = (Sequence << 8) | (uint)(0xA + By.Index);
        var sequence = Sequence;
        words.Write(layout.Pixels(Slot), value);
        var wakes = FrameProtocol.Publish(words, layout, FrameScenario.Bell, Slot, Sequence);
        words.Tell((ref FrameOracle oracle) => oracle.Announce(sequence, value));
        if (wakes)
        {
            words.WakeAll(layout.Latest);
        }

        return By with { Frames = By.Frames - 1 };
    }
}

/// <summary>Gives the publisher's role back.</summary>
internal sealed record FrameLeaving(FrameScenario Of, int Index) : Stage<FrameOracle>
{
    /// <inheritdoc/>
    public override Stage<FrameOracle>? Run(ActorWords<FrameOracle> words)
    {
        var me = FrameScenario.PublisherOf(Index);
        if (LockProtocol.TryLeave(words, Of.Layout.Lock, me, out var wakes) && wakes)
        {
            words.WakeOne(Of.Layout.Lock);
        }

        return null;
    }
}
