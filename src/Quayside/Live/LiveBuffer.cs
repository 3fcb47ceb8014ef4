// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Quayside.Internal;
using Quayside.Live;
using Quayside.Participants;

namespace Quayside;

/// <summary>The latest bytes, up to a capacity, shared between processes: one writer at a time, any number of readers, who never wait for each other.</summary>
/// <remarks>As <see cref="LiveValue{T}"/>, for contents whose length changes: text, JSON, encoded records.</remarks>
public sealed class LiveBuffer : IDisposable
{
    private readonly LiveCore _core;

    private LiveBuffer(LiveCore core) => _core = core;

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _core.Key;

    /// <summary>Gets the most bytes that a value can have; at least what was asked for when it was opened.</summary>
    public int Capacity => _core.Capacity;

    /// <summary>Gets the latest version: 0 before the first value, then 1 and up.</summary>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public long Version => _core.Signal.Version;

    /// <summary>Opens a live buffer for reading and writing, and makes it if nobody has it open.</summary>
    /// <param name="key">Its key. A plain text means <see cref="IpcKey.PlatformSafe(string)"/> of that text.</param>
    /// <param name="capacity">The most bytes that a value will have. Four times as many are reserved.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="QuaysideException">It cannot be opened or made, or is there with a smaller capacity.</exception>
    /// <exception cref="NotSupportedException">The key's mechanism cannot tell who lives.</exception>
    public static LiveBuffer Open(IpcKey key, int capacity, QuaysideSegmentOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, Array.MaxLength);
        return new(Open(key, capacity, OpenDemand.OpenOrCreate, options));
    }

    /// <summary>Opens a live buffer that is there, with whatever capacity, for reading and writing.</summary>
    /// <inheritdoc cref="Open(IpcKey, int, QuaysideSegmentOptions?)"/>
    public static LiveBuffer OpenExisting(IpcKey key, QuaysideSegmentOptions? options = null) => new(Open(key, 0, OpenDemand.Open, options));

    /// <summary>Opens a live buffer that is there, for reading only: the memory is mapped read-only.</summary>
    /// <inheritdoc cref="Open(IpcKey, int, QuaysideSegmentOptions?)"/>
    public static LiveBuffer OpenReadOnly(IpcKey key, QuaysideSegmentOptions? options = null) =>
        new(Open(key, 0, OpenDemand.OpenReadOnly, options));

    /// <summary>Writes the next version. Does not wait for readers.</summary>
    /// <param name="value">The bytes, at most <see cref="Capacity"/>.</param>
    /// <returns>Its version.</returns>
    /// <exception cref="ArgumentException">There are more bytes than <see cref="Capacity"/>; nothing was written.</exception>
    /// <exception cref="QuaysideException"><see cref="QuaysideError.OtherWriter"/>: another living participant writes it.</exception>
    /// <exception cref="InvalidOperationException">It is open read-only.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public long Write(ReadOnlySpan<byte> value)
    {
        if (value.Length > Capacity)
        {
            throw new ArgumentException($"{value.Length} bytes do not fit into the capacity of {Capacity}. Open the buffer with a larger one.", nameof(value));
        }

        _core.Enter();
        try
        {
            var slot = _core.BeginWrite(value.Length, out var version);
            _core.Words.CopyIn(slot + LiveLayout.HeadSize, value);
            _core.EndWrite(slot, version);
            return unchecked((long)version);
        }
        finally
        {
            _core.Role.Exit();
        }
    }

    /// <summary>Lets others write: gives the writer's role back, which the first write took.</summary>
    public void Resign() => _core.Role.Resign();

    /// <summary>Reads the latest value into memory of the caller. Does not wait and does not allocate.</summary>
    /// <param name="destination">Where to; <see cref="Capacity"/> bytes are always enough.</param>
    /// <param name="length">The bytes of the value.</param>
    /// <param name="stamp">Its version and when it was written.</param>
    /// <returns>Whether one has been written yet.</returns>
    /// <exception cref="ArgumentException">The value is longer than <paramref name="destination"/>.</exception>
    /// <exception cref="QuaysideException"><see cref="QuaysideError.Corrupt"/>: somebody plays with the memory.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public bool TryRead(Span<byte> destination, out int length, out LiveStamp stamp)
    {
        var attempt = 0;
        while (_core.TryBeginRead(ref attempt, out var slot, out length, out stamp))
        {
            var fits = length <= destination.Length;
            if (fits)
            {
                _core.Words.CopyOut(slot + LiveLayout.HeadSize, destination[..length]);
            }

            if (_core.EndRead(slot, stamp))
            {
                return fits ? true : throw new ArgumentException(
                    $"The value has {length} bytes, and the destination takes {destination.Length}. Capacity tells how many are always enough.",
                    nameof(destination));
            }
        }

        return false;
    }

    /// <summary>Reads the latest value into a new array. Does not wait.</summary>
    /// <param name="value">The bytes.</param>
    /// <param name="stamp">Its version and when it was written.</param>
    /// <returns>Whether one has been written yet.</returns>
    /// <inheritdoc cref="TryRead(Span{byte}, out int, out LiveStamp)" path="/exception"/>
    public bool TryRead([NotNullWhen(true)] out byte[]? value, out LiveStamp stamp)
    {
        var attempt = 0;
        while (_core.TryBeginRead(ref attempt, out var slot, out var length, out stamp))
        {
            value = new byte[length];
            _core.Words.CopyOut(slot + LiveLayout.HeadSize, value);
            if (_core.EndRead(slot, stamp))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Reads the latest value into a new array.</summary>
    /// <exception cref="InvalidOperationException">None has been written yet.</exception>
    /// <inheritdoc cref="TryRead(Span{byte}, out int, out LiveStamp)" path="/exception"/>
    public byte[] Read() => TryRead(out var value, out _)
        ? value
        : throw new InvalidOperationException($"Nothing has been written under '{Key.Display}' yet. Use TryRead, or WaitForChange with version 0.");

    /// <inheritdoc cref="LiveValue{T}.WaitForChange"/>
    public bool WaitForChange(ref long version, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        return _core.Signal.Wait(ref version, timeout, cancellationToken);
    }

    /// <inheritdoc cref="LiveValue{T}.WaitForChangeAsync"/>
    public ValueTask<long> WaitForChangeAsync(long version, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        return _core.Signal.WaitAsync(version, timeout, cancellationToken);
    }

    /// <summary>Reads each value that is written, first the present one if there is one, without blocking a thread in between.</summary>
    /// <remarks>Values in between may be missed: each time it is the latest.</remarks>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or meanwhile.</exception>
    /// <exception cref="QuaysideException"><see cref="QuaysideError.Corrupt"/>: somebody plays with the memory.</exception>
    public async IAsyncEnumerable<LiveReading<ReadOnlyMemory<byte>>> ReadChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var version = 0L;
        while (true)
        {
            version = await _core.Signal.WaitAsync(version, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            if (TryRead(out byte[]? value, out var stamp))
            {
                // The read may have met a later one than the wait.
                version = stamp.Version;
                yield return new(value, stamp);
            }
        }
    }

    /// <summary>Leaves the segment, and with it the writer's role. The last one to leave removes it, unless it is persistent.</summary>
    public void Dispose() => _core.Dispose();

    private static LiveCore Open(IpcKey key, int capacity, OpenDemand demand, QuaysideSegmentOptions? options) =>
        LiveCore.Open(key, SegmentKind.Buffer, "LiveBuffer", capacity, demand, options);
}
