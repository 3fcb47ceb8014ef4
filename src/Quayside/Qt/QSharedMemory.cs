// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
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
/// <item>Setting the key that is set already does nothing, as Qt documents and since 6.6 does not do.</item>
/// </list>
/// <para>
/// Safe to use from several threads, with one lock for the whole object as in Qt. <see cref="Data"/> and <see cref="ConstData"/> are
/// the exception, as a pointer is: they are valid until this object detaches, so no other thread may detach meanwhile.
/// If the process dies, the kernel detaches it and frees the lock.
/// </para>
/// </remarks>
public sealed partial class QSharedMemory : IDisposable
{
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

    /// <summary>
    /// Gets or sets the id of another user whose segment and lock this object uses as if they were its own user's; null, the default, for none.
    /// Qt has no such property: it uses whatever its user may open. See <see cref="SharedMemoryOptions.TrustedOwner"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The object is attached, or holds the lock.</exception>
    public uint? TrustedOwner
    {
        get;
        set
        {
            SegmentSession? earlier;
            lock (_gate)
            {
                ThrowIfDisposed();
                if (_attachment is not null || _held is not null)
                {
                    throw new InvalidOperationException("The object is attached or holds the lock. Set TrustedOwner before that.");
                }

                field = value;
                earlier = _session;
                _session = NewSession(_key);
            }

            earlier?.Dispose();
        }
    }

    /// <summary>Makes a segment filled with zeroes and attaches to it.</summary>
    /// <param name="size">Size in bytes, at least 1.</param>
    /// <param name="mode">What to do with the segment.</param>
    /// <returns>Whether it was made; otherwise <see cref="Error"/> tells why not, and nothing has changed.</returns>
    public bool Create(long size, SharedMemoryAccess mode = SharedMemoryAccess.ReadWrite)
    {
        var foreseen = Foresee(size, mode, out var draft);
        using var memory = draft;
        return UnderLock(
            "create",
            () =>
            {
                ClearError();
                return _session is null ? Fail(SharedMemoryError.KeyError, Words.EmptyKey("create"))
                    : size <= 0 ? Fail(SharedMemoryError.InvalidSize, QtErrorText.BadSize)
                    : _attachment is not null ? Fail(SharedMemoryError.AlreadyExists, Words.AlreadyExists)
                    : _session.FindRefusal(SharedMemoryAccess.ReadWrite) is { } refusal ? Fail("create", refusal)
                    : null;
            },
            (session, ticket) => Obtain(session, SegmentDemand.Create, "create", size, mode, session == foreseen ? draft : null, ticket));
    }

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
                return !mustLook ? null
                    : _session.IsAbsent ? Fail("attach", SegmentSession.Absence)
                    : _session.FindRefusal(mode) is { } refusal ? Fail("attach", refusal)
                    : null;
            },
            (session, ticket) => Obtain(session, SegmentDemand.Attach, "attach", 0, mode, draft: null, ticket));
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
}
