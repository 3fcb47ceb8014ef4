// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Backends;
using Quayside.Segments;

namespace Quayside.Qt;

/// <summary>QSharedMemory in C#: Qt's names, Qt's results and errors, on the same keys, bytes and locks as Qt 4, 5 and 6.</summary>
/// <remarks>
/// <para>
/// For porting Qt code line by line; <see cref="SharedMemory"/> is the same in .NET's manners. Where Qt does harm, this class does not:
/// </para>
/// <list type="bullet">
/// <item><see cref="Lock()"/> works before <see cref="Attach"/> and <see cref="Create"/>, which in Qt it does not; so the taking side may
/// lock, attach, read, detach and unlock in one critical section.</item>
/// <item><see cref="Create"/>, <see cref="Attach"/> and <see cref="Detach"/> keep a lock that this object holds; Qt's give it away.</item>
/// <item>Waits for the lock inside those three end after <see cref="OperationTimeout"/>.</item>
/// <item>A failed call changes nothing: no lock is reset, no semaphore or key file is left behind, no orphan is destroyed.</item>
/// <item><see cref="SetKey"/> with the key that is set already does nothing, as Qt documents and does not do.</item>
/// </list>
/// <para>
/// Safe to use from several threads, with one lock for the whole object as in Qt. <see cref="Data"/> and <see cref="ConstData"/> are
/// the exception, as a pointer is: they are valid until this object detaches, so no other thread may detach meanwhile.
/// If the process dies, the kernel detaches it and frees the lock.
/// </para>
/// </remarks>
public sealed class QSharedMemory : IDisposable
{
    private readonly Lock _gate = new();
    private SegmentSession? _session;
    private Attachment? _attachment;
    private LockTicket? _held;
    private bool _disposed;

    /// <summary>Makes an object without a key.</summary>
    public QSharedMemory()
    {
    }

    /// <summary>Makes an object with a key. Nothing is opened yet.</summary>
    /// <param name="key">The key, as given to <c>QSharedMemory</c> on the other side.</param>
    public QSharedMemory(string key) => SetKey(key);

    /// <summary>Gets the key, or null when none is set. An empty one reads back as null, as in Qt.</summary>
    public string? Key => _session is { } session ? session.Key.LegacyKey : null;

    /// <summary>Gets the native key: on System V the path of the memory's key file. Empty when no key is set.</summary>
    public string NativeKey => _session is { } session ? session.Key.NativeName : string.Empty;

    /// <summary>Gets whether this object is attached to a segment.</summary>
    public bool IsAttached => Volatile.Read(ref _attachment) is not null;

    /// <summary>Gets the size of the attached segment in bytes; 0 when not attached.</summary>
    public long Size => Volatile.Read(ref _attachment)?.Region.Length ?? 0;

    /// <summary>Gets the segment's bytes for reading and writing; empty when not attached.</summary>
    /// <exception cref="InvalidOperationException">The segment is attached read-only (Qt: writing then ends the process), or larger than 2 GiB.</exception>
    public Span<byte> Data => Volatile.Read(ref _attachment)?.Region is { } region ? region.Slice(0, SpanLength.Of(region)) : [];

    /// <summary>Gets the segment's bytes for reading; empty when not attached.</summary>
    /// <exception cref="InvalidOperationException">The segment is larger than 2 GiB.</exception>
    public ReadOnlySpan<byte> ConstData =>
        Volatile.Read(ref _attachment)?.Region is { } region ? region.ReadOnlySlice(0, SpanLength.Of(region)) : [];

    /// <summary>Gets what the last failed call failed of. As in Qt, only <see cref="Create"/> and <see cref="Attach"/> clear it.</summary>
    public SharedMemoryError Error { get; private set; }

    /// <summary>Gets Qt's text for <see cref="Error"/>, or null when there is none.</summary>
    public string? ErrorString { get; private set; }

    /// <summary>
    /// Gets or sets the longest time that <see cref="Create"/>, <see cref="Attach"/> and <see cref="Detach"/> wait for the lock. The
    /// default is 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/> waits on, as Qt does.
    /// </summary>
    public TimeSpan OperationTimeout
    {
        get;
        set
        {
            Check.Timeout(value);
            field = value;
        }
    }
    = TimeSpan.FromSeconds(30);

    private QtErrorText Words => QtErrorText.Of(_session?.Key.Type ?? IpcKey.LegacyDefaultType);

    /// <summary>Sets the key, after detaching from the segment of the earlier one. The same key changes nothing.</summary>
    /// <param name="key">The key; null or empty for none.</param>
    public void SetKey(string? key)
    {
        var next = IpcKey.Legacy(key ?? string.Empty);
        Belongings earlier;
        lock (_gate)
        {
            ThrowIfDisposed();
            if (_session is { } session && session.Key == next)
            {
                return;
            }

            earlier = TakeAll();
            _session = next.IsEmpty ? null : new SegmentSession(next, SharedMemoryOptions.Default);
        }

        LetGo(earlier);
    }

    /// <summary>Makes a segment filled with zeroes and attaches to it.</summary>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <param name="mode">What to do with the segment.</param>
    /// <returns>Whether it was made; otherwise <see cref="Error"/> tells why not, and nothing has changed.</returns>
    public bool Create(long size, SharedMemoryAccess mode = SharedMemoryAccess.ReadWrite) =>
        UnderLock(
            "create",
            () =>
            {
                ClearError();
                return _session is null ? Fail(SharedMemoryError.KeyError, Words.EmptyKey("create"))
                    : size <= 0 ? Fail(SharedMemoryError.InvalidSize, QtErrorText.BadSize)
                    : _attachment is not null ? Fail(SharedMemoryError.AlreadyExists, Words.AlreadyExists)
                    : null;
            },
            (session, ticket) => Obtain(session, SegmentDemand.Create, "create", size, mode, ticket));

    /// <summary>Attaches to the segment that is there.</summary>
    /// <param name="mode">What to do with the segment.</param>
    /// <returns>Whether it was attached; otherwise <see cref="Error"/> tells why not, except that it was attached already.</returns>
    public bool Attach(SharedMemoryAccess mode = SharedMemoryAccess.ReadWrite)
    {
        var hasLooked = false;
        return UnderLock(
            "attach",
            () =>
            {
                if (_attachment is not null)
                {
                    return false;
                }

                ClearError();
                if (_session is null)
                {
                    return Fail(SharedMemoryError.KeyError, Words.EmptyKey("attach"));
                }

                // Once, before the wait: where nothing is shared, no lock need be made.
                var mustLook = !hasLooked;
                hasLooked = true;
                return mustLook && _session.IsAbsent ? Fail("attach", SegmentSession.Absence) : null;
            },
            (session, ticket) => Obtain(session, SegmentDemand.Attach, "attach", 0, mode, ticket));
    }

    /// <summary>Detaches; the last one to do so removes the segment, its lock and its key files.</summary>
    /// <returns>Whether the object was attached and the lock could be had; a lock held by this object is kept.</returns>
    public bool Detach() =>
        UnderLock(
            "detach",
            () => _attachment is null ? false : null,
            (session, ticket) =>
            {
                var attachment = _attachment!;
                Volatile.Write(ref _attachment, null);
                session.Detach(attachment, ticket);
                return true;
            });

    /// <summary>Waits for the lock without limit and takes it. Blocks.</summary>
    /// <inheritdoc cref="Lock(TimeSpan, CancellationToken)"/>
    public bool Lock() => Lock(Timeout.InfiniteTimeSpan);

    /// <summary>Waits for the lock and takes it. Blocks. Works whether or not a segment is there.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// Whether this object holds the lock; true with a warning to <see cref="Trace"/> if it did before. False sets
    /// <see cref="SharedMemoryError.LockError"/>.
    /// </returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public bool Lock(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        SegmentSession session;
        bool isUnattached;
        lock (_gate)
        {
            ThrowIfDisposed();
            if (_held is not null)
            {
                Trace.TraceWarning("QSharedMemory::lock: already locked");
                return true;
            }

            if (_session is null)
            {
                return Fail(SharedMemoryError.LockError, QtErrorText.UnableToLock("lock"));
            }

            session = _session;
            isUnattached = _attachment is null;
        }

        // An attached segment keeps its lock from being taken away, so only an unattached object has to look whether it still is the one.
        var outcome = session.Enter(timeout, mustBeCurrent: isUnattached, cancellationToken, out var ticket, out _);
        if (outcome == LockOutcome.Canceled)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        lock (_gate)
        {
            if (outcome == LockOutcome.Acquired && session == _session && _held is null)
            {
                _held = ticket;
                return true;
            }
        }

        if (outcome == LockOutcome.Acquired)
        {
            // The key was changed or the object disposed meanwhile.
            _ = session.Leave(ticket);
        }

        lock (_gate)
        {
            ThrowIfDisposed();
            return Fail(SharedMemoryError.LockError, QtErrorText.UnableToLock("lock"));
        }
    }

    /// <summary>Gives the lock back.</summary>
    /// <returns>
    /// Whether this object held the lock, and all the time. False with <see cref="SharedMemoryError.LockError"/> when another process
    /// removed or reset it meanwhile, so that somebody else may have been inside too.
    /// </returns>
    public bool Unlock()
    {
        lock (_gate)
        {
            ThrowIfDisposed();
            if (_held is not { } ticket)
            {
                return false;
            }

            _held = null;
            return GiveBack(_session!, ticket)
                || Fail(SharedMemoryError.LockError, QtErrorText.LostLock);
        }
    }

    /// <summary>Detaches and gives the lock back. Errors are ignored, as in Qt.</summary>
    public void Dispose()
    {
        Belongings all;
        lock (_gate)
        {
            _disposed = true;
            all = TakeAll();
        }

        LetGo(all);
    }

    /// <summary>Does something under the lock: the one that this object holds, which it keeps, or one that is taken for it.</summary>
    /// <param name="function">The member's name in Qt.</param>
    /// <param name="check">Tells the result when there is nothing to do, else null. Runs in the gate, again after a wait.</param>
    /// <param name="work">What is to be done. Runs in the gate.</param>
    /// <remarks>
    /// Waits outside the gate. A thread that waited inside it for a lock which another thread of this object has just taken would wait for
    /// that thread, and that one for the gate.
    /// </remarks>
    private bool UnderLock(string function, Func<bool?> check, Func<SegmentSession, LockTicket, bool> work)
    {
        while (true)
        {
            SegmentSession session;
            lock (_gate)
            {
                ThrowIfDisposed();
                if (check() is { } answer)
                {
                    return answer;
                }

                session = _session!;
                if (_held is { } held)
                {
                    return work(session, held);
                }
            }

            var outcome = session.Enter(OperationTimeout, mustBeCurrent: true, CancellationToken.None, out var ticket, out var failure);
            lock (_gate)
            {
                // Otherwise the key was changed or the object disposed meanwhile: start anew.
                var isSame = session == _session;
                if (isSame && failure is not null)
                {
                    return Fail(function, failure);
                }

                if (outcome == LockOutcome.Acquired)
                {
                    try
                    {
                        if (isSame)
                        {
                            return check() ?? work(session, ticket);
                        }
                    }
                    finally
                    {
                        _ = GiveBack(session, ticket);
                    }
                }
            }
        }
    }

    private bool Obtain(
        SegmentSession session, SegmentDemand demand, string function, long size, SharedMemoryAccess mode, LockTicket ticket)
    {
        var failure = session.Obtain(demand, size, mode, ticket, out var attachment, out _);
        Volatile.Write(ref _attachment, attachment);
        return failure is null || Fail(function, failure);
    }

    /// <summary>Gives a lock back; when this object keeps no segment there, what is left of the key is cleaned up.</summary>
    private bool GiveBack(SegmentSession session, LockTicket ticket) =>
        _attachment is not null && session == _session ? session.Exit(ticket) : session.Leave(ticket);

    /// <summary>Takes everything that belongs to the present key away from the object. The caller is in the gate.</summary>
    private Belongings TakeAll()
    {
        var all = new Belongings(_session, _attachment, _held);
        (_session, _held) = (null, null);
        Volatile.Write(ref _attachment, null);
        return all;
    }

    /// <summary>Detaches and unlocks what was taken from the object, outside the gate because it may wait.</summary>
    private static void LetGo(Belongings all)
    {
        all.Session?.Dispose();
        if (all is { Attachment: { } attachment, Held: { } ticket })
        {
            _ = all.Session!.DetachAndLeave(attachment, ticket);
        }
        else if (all.Attachment is not null)
        {
            all.Session!.DetachOnLeaving(all.Attachment);
        }
        else if (all.Held is { } held)
        {
            _ = all.Session!.Leave(held);
        }
    }

    private bool Fail(string function, SegmentFailure failure)
    {
        var text = Words.For(function, failure);
        return Fail(text == QtErrorText.UnableToLock(function) ? SharedMemoryError.LockError : failure.Error, text);
    }

    private bool Fail(SharedMemoryError error, string text)
    {
        Error = error;
        ErrorString = text;
        return false;
    }

    private void ClearError()
    {
        Error = SharedMemoryError.NoError;
        ErrorString = null;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>What an object has of one key.</summary>
    private readonly record struct Belongings(SegmentSession? Session, Attachment? Attachment, LockTicket? Held);
}
