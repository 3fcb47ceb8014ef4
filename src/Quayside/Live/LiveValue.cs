// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Quayside.Internal;
using Quayside.Live;
using Quayside.Participants;
using Quayside.Platform.Memory;

namespace Quayside;

/// <summary>The latest value of a type, shared between processes: one writer at a time, any number of readers, who never wait for each other.</summary>
/// <typeparam name="T">
/// A type without references or pointers. Both sides must declare it alike: name, fields and size are compared when it is opened.
/// </typeparam>
/// <remarks>
/// <para>
/// A reader gets a whole value always, and writes nothing; a writer never waits for readers. The first to write takes the writer's role and
/// keeps it until it resigns, disposes or dies; a dead writer's role passes on to the next one who writes. Whoever is killed at whatever
/// instruction, the latest whole value stays.
/// </para>
/// <para>All members are safe to use from several threads.</para>
/// </remarks>
[SuppressMessage("Design", "CA1000", Justification = "The type is part of what is opened, and must be named.")]
public sealed class LiveValue<[DynamicallyAccessedMembers(TypeDescription.Fields)] T> : IDisposable
    where T : unmanaged
{
    private readonly LiveCore _core;

    private LiveValue(LiveCore core) => _core = core;

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _core.Key;

    /// <summary>Gets the latest version: 0 before the first value, then 1 and up.</summary>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public long Version => _core.Signal.Version;

    /// <summary>Opens a live value for reading and writing, and makes it if nobody has it open.</summary>
    /// <param name="key">Its key. A plain text means <see cref="IpcKey.PlatformSafe(string)"/> of that text.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="QuaysideException">It cannot be opened or made; <see cref="QuaysideError.OtherType"/> when it holds another type.</exception>
    /// <exception cref="NotSupportedException">The key's mechanism cannot tell who lives, or <typeparamref name="T"/> holds addresses.</exception>
    public static LiveValue<T> Open(IpcKey key, QuaysideSegmentOptions? options = null) => new(Open(key, OpenDemand.OpenOrCreate, options));

    /// <summary>Opens a live value that is there, for reading only: the memory is mapped read-only.</summary>
    /// <inheritdoc cref="Open(IpcKey, QuaysideSegmentOptions?)"/>
    public static LiveValue<T> OpenReadOnly(IpcKey key, QuaysideSegmentOptions? options = null) =>
        new(Open(key, OpenDemand.OpenReadOnly, options));

    /// <summary>Writes the next version. Does not wait for readers.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its version.</returns>
    /// <exception cref="QuaysideException"><see cref="QuaysideError.OtherWriter"/>: another living participant writes it.</exception>
    /// <exception cref="InvalidOperationException">It is open read-only.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public long Write(in T value)
    {
        _core.Enter();
        try
        {
            var slot = _core.BeginWrite(SharedWords.SizeOf<T>(), out var version);
            _core.Words.CopyIn(slot + LiveLayout.HeadSize, in value);
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

    /// <summary>Reads the latest value. Does not wait.</summary>
    /// <param name="value">The value, whole.</param>
    /// <returns>Whether one has been written yet.</returns>
    public bool TryRead(out T value) => TryRead(out value, out _);

    /// <summary>Reads the latest value. Does not wait.</summary>
    /// <param name="value">The value, whole.</param>
    /// <param name="stamp">Its version and when it was written.</param>
    /// <returns>Whether one has been written yet.</returns>
    /// <exception cref="QuaysideException"><see cref="QuaysideError.Corrupt"/>: somebody plays with the memory.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public bool TryRead(out T value, out LiveStamp stamp)
    {
        var attempt = 0;
        while (_core.TryBeginRead(ref attempt, out var slot, out _, out stamp))
        {
            _core.Words.CopyOut(slot + LiveLayout.HeadSize, out value);
            if (_core.EndRead(slot, stamp))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Reads the latest value.</summary>
    /// <exception cref="InvalidOperationException">None has been written yet.</exception>
    /// <inheritdoc cref="TryRead(out T, out LiveStamp)" path="/exception"/>
    public T Read() => TryRead(out var value)
        ? value
        : throw new InvalidOperationException($"Nothing has been written under '{Key.Display}' yet. Use TryRead, or WaitForChange with version 0.");

    /// <summary>Waits until there is another version than one that is known. Blocks.</summary>
    /// <param name="version">The version that is known, 0 for none; then the one that is there.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether there is another one. Versions in between may have been missed: the latest counts.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public bool WaitForChange(ref long version, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        return _core.Signal.Wait(ref version, timeout, cancellationToken);
    }

    /// <summary>Waits until there is another version than one that is known, without blocking a thread.</summary>
    /// <remarks>All waits of a process share one thread, and those of one object cost what one does.</remarks>
    /// <param name="version">The version that is known, 0 for none.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The version that is there: <paramref name="version"/> when time is up. Versions in between may have been missed.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
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
    public async IAsyncEnumerable<LiveReading<T>> ReadChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var version = 0L;
        while (true)
        {
            version = await _core.Signal.WaitAsync(version, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            if (TryRead(out T value, out var stamp))
            {
                // The read may have met a later one than the wait.
                version = stamp.Version;
                yield return new(value, stamp);
            }
        }
    }

    /// <summary>Leaves the segment, and with it the writer's role. The last one to leave removes it, unless it is persistent.</summary>
    public void Dispose() => _core.Dispose();

    private static LiveCore Open(IpcKey key, OpenDemand demand, QuaysideSegmentOptions? options) =>
        LiveCore.Open(key, SegmentKind.Value, TypeDescription.Of<T>(), SharedWords.SizeOf<T>(), demand, options);
}
