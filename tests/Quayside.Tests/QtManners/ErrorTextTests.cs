// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Qt;
using Quayside.Segments;

namespace Quayside.Tests.QtManners;

/// <summary>The words of Qt 6.8's backends for one failure after the other.</summary>
public sealed class ErrorTextTests
{
    private const string OnLock = "QSharedMemoryPrivate::initKey: unable to set key on lock (QSystemSemaphore::";

    [Theory]
    [InlineData(IpcKeyType.SystemV, "create", OnLock + "handle:: key is empty)")]
    [InlineData(IpcKeyType.SystemV, "attach", OnLock + "handle:: key is empty)")]
    [InlineData(IpcKeyType.Posix, "create", OnLock + "handle: key is empty)")]
    [InlineData(IpcKeyType.Posix, "attach", "QSharedMemory::handle: key is empty")]
    [InlineData(IpcKeyType.Windows, "create", "QSharedMemory::create: key error")]
    [InlineData(IpcKeyType.Windows, "attach", "QSharedMemory::handle: unable to make key")]
    public void An_empty_key(IpcKeyType type, string function, string text) =>
        Assert.Equal(text, QtErrorText.Of(type).EmptyKey(function));

    [Theory]
    [InlineData(IpcKeyType.SystemV, "QSharedMemory::create: already exists")]
    [InlineData((IpcKeyType)84, "QSharedMemory::create: already exists")]
    [InlineData(IpcKeyType.Posix, "QSharedMemory::attach (shm_open): already exists")]
    [InlineData(IpcKeyType.Windows, "QSharedMemory::create: already exists")]
    public void A_segment_that_is_there(IpcKeyType type, string text)
    {
        Assert.Equal(text, QtErrorText.Of(type).AlreadyExists);
        Assert.Equal(text, Text(type, "create", IpcError.AlreadyExists, nameof(IpcStep.CreateSegment)));
    }

    [Theory]
    [InlineData(IpcKeyType.SystemV, "DeriveKey", "QSharedMemory::handle: doesn't exist")]
    [InlineData(IpcKeyType.SystemV, "OpenSegment", "QSharedMemory::attach (shmget): doesn't exist")]
    [InlineData(IpcKeyType.Posix, "DeriveKey", "QSharedMemory::attach (shm_open): doesn't exist")]
    [InlineData(IpcKeyType.Posix, "OpenSegment", "QSharedMemory::attach (shm_open): doesn't exist")]
    [InlineData(IpcKeyType.Windows, "DeriveKey", "QSharedMemory::handle: doesn't exist")]
    [InlineData(IpcKeyType.Windows, "OpenSegment", "QSharedMemory::handle: doesn't exist")]
    public void A_segment_that_is_not_there(IpcKeyType type, string step, string text) =>
        Assert.Equal(text, Text(type, "attach", IpcError.NotFound, step));

    [Theory]
    [InlineData(IpcKeyType.SystemV, "InvalidSize", "QSharedMemory::handle: system-imposed size restrictions")]
    [InlineData(IpcKeyType.SystemV, "OutOfResources", "QSharedMemory::create: out of resources")]
    [InlineData(IpcKeyType.Posix, "InvalidSize", "QSharedMemory::create (ftruncate): invalid size")]
    [InlineData(IpcKeyType.Posix, "OutOfResources", "QSharedMemory::create (ftruncate): out of resources")]
    [InlineData(IpcKeyType.Windows, "InvalidSize", "QSharedMemory::create: invalid size")]
    [InlineData(IpcKeyType.Windows, "OutOfResources", "QSharedMemory::create: out of resources")]
    public void A_size_that_cannot_be_had(IpcKeyType type, string error, string text) =>
        Assert.Equal(text, Text(type, "create", Enum.Parse<IpcError>(error), nameof(IpcStep.CreateSegment)));

    [Theory]
    [InlineData(IpcKeyType.SystemV, "OpenSegment", "QSharedMemory::attach (shmget): permission denied")]
    [InlineData(IpcKeyType.SystemV, "MapSegment", "QSharedMemory::attach (shmat): permission denied")]
    [InlineData(IpcKeyType.SystemV, "QuerySegment", "QSharedMemory::attach (shmctl): permission denied")]
    [InlineData(IpcKeyType.SystemV, "RemoveSegment", "QSharedMemory::remove: permission denied")]
    [InlineData(IpcKeyType.Posix, "OpenSegment", "QSharedMemory::attach (shm_open): permission denied")]
    [InlineData(IpcKeyType.Posix, "MapSegment", "QSharedMemory::attach (mmap): permission denied")]
    [InlineData(IpcKeyType.Posix, "QuerySegment", "QSharedMemory::attach (fstat): permission denied")]
    [InlineData(IpcKeyType.Windows, "OpenSegment", "QSharedMemory::handle: permission denied")]
    [InlineData(IpcKeyType.Windows, "MapSegment", "QSharedMemory::attach: permission denied")]
    public void A_segment_of_another_user(IpcKeyType type, string step, string text) =>
        Assert.Equal(text, Text(type, "attach", IpcError.PermissionDenied, step));

    [Theory]
    [InlineData(IpcKeyType.SystemV, "MakeKeyFile", "InvalidName", OnLock + "handle:: unable to make key)")]
    [InlineData(IpcKeyType.SystemV, "DeriveKey", "InvalidName", OnLock + "handle: ftok failed)")]
    [InlineData(IpcKeyType.SystemV, "OpenLock", "PermissionDenied", OnLock + "handle: permission denied)")]
    [InlineData(IpcKeyType.SystemV, "OpenLock", "OutOfResources", OnLock + "handle: out of resources)")]
    [InlineData(IpcKeyType.Posix, "OpenLock", "NotFound", OnLock + "handle: does not exist)")]
    [InlineData(IpcKeyType.Windows, "OpenLock", "PermissionDenied", OnLock + "handle: permission denied)")]
    public void A_lock_that_cannot_be_opened(IpcKeyType type, string step, string error, string text)
    {
        var result = new IpcResult(Enum.Parse<IpcError>(error), Enum.Parse<IpcStep>(step), 0);
        Assert.Equal(text, QtErrorText.Of(type).For("create", SegmentFailure.OfLock(result)));
    }

    [Theory]
    [InlineData(36, "key too long")]
    [InlineData(22, "unknown error: Invalid argument")]
    public void A_name_that_POSIX_does_not_take(int error, string text)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers and words are Linux's.");
        var result = new IpcResult(IpcError.InvalidName, IpcStep.OpenLock, error);
        Assert.Equal($"{OnLock}handle: {text})", QtErrorText.Of(IpcKeyType.Posix).For("create", SegmentFailure.OfLock(result)));
    }

    [Theory]
    [InlineData(IpcKeyType.SystemV)]
    [InlineData(IpcKeyType.Posix)]
    [InlineData(IpcKeyType.Windows)]
    public void A_lock_that_is_not_free_is_told_in_the_same_words_everywhere(IpcKeyType type)
    {
        var failure = SegmentFailure.OfWaiting(default);
        foreach (var function in new[] { "create", "attach", "detach" })
        {
            Assert.Equal($"QSharedMemory::{function}: unable to lock", QtErrorText.Of(type).For(function, failure));
        }
    }

    [Fact]
    public void What_Qt_has_no_word_for_is_told_in_the_systems()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The words are Linux's.");
        var failure = SegmentFailure.OfMemory(new IpcResult(IpcError.Unknown, IpcStep.CreateSegment, 5));

        Assert.Equal("QSharedMemory::create: unknown error: Input/output error", QtErrorText.Of(IpcKeyType.SystemV).For("create", failure));
    }

    private static string Text(IpcKeyType type, string function, IpcError error, string step) =>
        QtErrorText.Of(type).For(function, SegmentFailure.OfMemory(new IpcResult(error, Enum.Parse<IpcStep>(step), 0)));
}
