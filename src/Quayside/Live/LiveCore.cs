// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Signals;

namespace Quayside.Live;

/// <summary>A participant's dealings with a live value, whatever its payload: the writer's role, versions, slots.</summary>
/// <remarks>
/// Reading is safe from any number of threads. Writing is between <see cref="BeginWrite"/> and <see cref="EndWrite"/>, one thread at a time,
/// which <see cref="Role"/> sees to.
/// </remarks>
internal sealed class LiveCore : IDisposable
{
    // Honest writers disturb a reader once in two hundred reads; only somebody who plays with the words does so again and again.
    private const int MaxReads = 1000;

    private readonly Membership _membership;
    private readonly LiveLayout _layout;
    private readonly SharedWords _words;

    private LiveCore(Membership membership, int capacity, TimeSpan writerTimeout)
    {
        _membership = membership;
        _layout = new LiveLayout(membership.Body, capacity);
        Role = new WriterRole(membership, _layout.Lock, writerTimeout);
        _words = membership.Words;
        Capacity = capacity;
        Signal = new SignalCore(membership, _layout.Latest);
    }

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _membership.Key;

    /// <summary>Gets the bytes that a value can have.</summary>
    public int Capacity { get; }

    /// <summary>Gets the latest version as one can wait for it.</summary>
    public SignalCore Signal { get; }

    /// <summary>Gets the writer's role, which is open to writers only (<see cref="Enter"/>).</summary>
    public WriterRole Role { get; }

    /// <summary>Gets the segment's memory.</summary>
    public SharedWords Words => _words;

    /// <summary>Opens a live value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="kind">What kind it is.</param>
    /// <param name="description">What it holds, in words.</param>
    /// <param name="capacity">Bytes that a value can have, if it is made here.</param>
    /// <param name="demand">Whether it may be made.</param>
    /// <param name="options">Settings.</param>
    public static LiveCore Open(
        IpcKey key, SegmentKind kind, string description, int capacity, OpenDemand demand, QuaysideSegmentOptions? options)
    {
        var plan = new SegmentPlan(kind, description, LiveLayout.BodySize(capacity))
        {
            LeastBodySize = LiveLayout.BodySize(0),
            Contents = [(new LiveLayout(0, capacity).Capacity, (ulong)capacity)],
        };
        var membership = Membership.Join(key, plan, demand, options);
        var found = membership.Words.Load(new LiveLayout(membership.Body, capacity).Capacity);
        if (found > (ulong)Array.MaxLength || LiveLayout.BodySize((int)found) > membership.BodySize || found < (ulong)capacity)
        {
            membership.Dispose();
            throw SegmentErrors.OfCapacity(membership.Key, found, capacity);
        }

        return new LiveCore(membership, (int)found, (options ?? QuaysideSegmentOptions.Default).WriterTimeout);
    }

    /// <summary>Takes the writer's role, unless this participant has it, and lets one thread write (<see cref="WriterRole.Exit"/>).</summary>
    /// <exception cref="InvalidOperationException">It is open read-only.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (_membership.Me == 0)
        {
            ThrowReadOnly();
        }

        Role.Enter(CancellationToken.None);
    }

    /// <summary>Begins to write, in the role.</summary>
    /// <param name="length">Bytes of the value, no more than fit.</param>
    /// <param name="version">The new version.</param>
    /// <returns>The slot; the payload goes behind its head.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long BeginWrite(int length, out ulong version)
    {
        var slot = LiveProtocol.BeginWrite(_words, _layout, out version);
        _words.Write(slot + LiveLayout.LengthOffset, (ulong)length);
        _words.Write(slot + LiveLayout.TimeOffset, unchecked((ulong)SharedClock.FromLocal(Stopwatch.GetTimestamp())));
        return slot;
    }

    /// <summary>Makes known what was written.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="version">Its version.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndWrite(long slot, ulong version) =>
        Signal.Answer(LiveProtocol.EndWrite(_words, _layout, SegmentLayout.BellOffset, slot, version));

    /// <summary>Begins to read.</summary>
    /// <param name="attempt">Attempts made already; counted here.</param>
    /// <param name="slot">The slot, when there is a value.</param>
    /// <param name="length">Bytes of the value, no more than fit.</param>
    /// <param name="stamp">Its version and time.</param>
    /// <returns>Whether there is a value.</returns>
    /// <exception cref="QuaysideException">Too many attempts.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryBeginRead(ref int attempt, out long slot, out int length, out LiveStamp stamp)
    {
        _membership.ThrowIfLeft();
        while (attempt++ < MaxReads)
        {
            if (LiveProtocol.TryBeginRead(_words, _layout, out slot, out var version))
            {
                var bytes = _words.Read(slot + LiveLayout.LengthOffset);
                if (bytes <= (ulong)Capacity)
                {
                    length = (int)bytes;
                    stamp = unchecked(new LiveStamp((long)version, SharedClock.ToLocal((long)_words.Read(slot + LiveLayout.TimeOffset))));
                    CrashPoint.Reached(CrashStep.ReadBegun);
                    return true;
                }
            }
            else if (version == 0)
            {
                // None; or zeros, because this participant has left meanwhile.
                _membership.ThrowIfLeft();
                length = 0;
                stamp = default;
                return false;
            }
        }

        slot = length = 0;
        stamp = default;
        return ThrowUnreadable();
    }

    /// <summary>Gets whether what was copied is the value, whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EndRead(long slot, LiveStamp stamp)
    {
        CrashPoint.Reached(CrashStep.ReadCopied);
        return LiveProtocol.EndRead(_words, slot, unchecked((ulong)stamp.Version));
    }

    /// <inheritdoc/>
    public void Dispose() => _membership.Dispose();

    private bool ThrowUnreadable() => throw SegmentErrors.OfReading(Key);

    private void ThrowReadOnly()
    {
        _membership.ThrowIfLeft();
        throw new InvalidOperationException($"The live value '{Key.Display}' is open read-only. Open it with Open to write it.");
    }
}
