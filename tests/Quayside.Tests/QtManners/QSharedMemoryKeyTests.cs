// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;

namespace Quayside.Tests.QtManners;

/// <summary>Which key an object has, and what it says of it.</summary>
public sealed class QSharedMemoryKeyTests
{
    // Each system lacks one.
    private static readonly IpcKeyType _unsupported = OperatingSystem.IsWindows() ? IpcKeyType.Posix : IpcKeyType.Windows;

    [Fact]
    public void A_fresh_object_has_an_empty_key_of_the_default_type()
    {
        using var memory = new QSharedMemory();

        Assert.Equal(IpcKey.Native(string.Empty, IpcKey.DefaultType), memory.NativeIpcKey);
        Assert.Null(memory.Key);
        Assert.Equal(string.Empty, memory.NativeKey);
        AssertNoError(memory);
    }

    [Fact]
    public void A_string_is_the_legacy_key_and_an_empty_one_reads_back_as_none()
    {
        var text = UniqueKey.Next();
        using var memory = new QSharedMemory(text);
        Assert.Equal(text, memory.Key);
        Assert.Equal(IpcKey.Legacy(text), memory.NativeIpcKey);

        memory.SetKey(string.Empty);

        Assert.Null(memory.Key);
        Assert.Equal(IpcKey.Native(string.Empty, IpcKey.LegacyDefaultType), memory.NativeIpcKey);
    }

    [Fact]
    public void A_native_name_is_of_the_type_of_legacy_keys_and_has_no_legacy_key()
    {
        using var memory = new QSharedMemory("legacy");

        memory.SetNativeKey("/native");

        Assert.Null(memory.Key);
        Assert.Equal("/native", memory.NativeKey);
        Assert.Equal(IpcKey.Native("/native", IpcKey.LegacyDefaultType), memory.NativeIpcKey);
        memory.SetKey("legacy");
        Assert.Equal("legacy", memory.Key);
    }

    [Fact]
    public void A_native_name_copied_by_hand_loses_the_legacy_key_and_the_key_itself_keeps_it()
    {
        var legacy = IpcKey.Legacy("legacy");
        using var byHand = new QSharedMemory();
        using var whole = new QSharedMemory(legacy);

        byHand.SetNativeKey(legacy.NativeName, legacy.Type);

        Assert.Equal(whole.NativeKey, byHand.NativeKey);
        Assert.NotEqual(whole.NativeIpcKey, byHand.NativeIpcKey);
        Assert.NotEqual(whole.NativeIpcKey.NativeLockName, byHand.NativeIpcKey.NativeLockName);
    }

    [Fact]
    public void A_mechanism_that_the_system_lacks_is_refused_and_the_key_stays_as_it_was()
    {
        using var fresh = new QSharedMemory(IpcKey.Native("name", _unsupported));
        Assert.Equal(string.Empty, fresh.NativeKey);
        AssertUnsupported(fresh);

        using var memory = new QSharedMemory("legacy");
        memory.SetNativeKey("name", _unsupported);
        Assert.Equal("legacy", memory.Key);
        AssertUnsupported(memory);
        Assert.False(memory.Attach());
        Assert.Equal(SharedMemoryError.NotFound, memory.Error);
    }

    [Fact]
    public void A_key_without_a_mechanism_is_refused()
    {
        using var memory = new QSharedMemory(default(IpcKey));

        AssertUnsupported(memory);
    }

    [Fact]
    public void The_statics_make_the_keys_that_IpcKey_makes()
    {
        Assert.Equal(IpcKey.Legacy("x"), QSharedMemory.LegacyNativeKey("x"));
        Assert.Equal(IpcKey.Legacy("x", IpcKeyType.Posix), QSharedMemory.LegacyNativeKey("x", IpcKeyType.Posix));
        Assert.Equal(IpcKey.PlatformSafe("x"), QSharedMemory.PlatformSafeKey("x"));
        Assert.Equal(IpcKey.PlatformSafe("x", IpcKeyType.Windows), QSharedMemory.PlatformSafeKey("x", IpcKeyType.Windows));
    }

    [Fact]
    public void Both_default_types_are_supported_and_one_other_is_not()
    {
        Assert.True(QSharedMemory.IsKeyTypeSupported(IpcKey.DefaultType));
        Assert.True(QSharedMemory.IsKeyTypeSupported(IpcKey.LegacyDefaultType));
        Assert.False(QSharedMemory.IsKeyTypeSupported(_unsupported));
        Assert.False(QSharedMemory.IsKeyTypeSupported(IpcKeyType.Invalid));
    }

    [Fact]
    public void Without_a_key_creating_and_attaching_are_KeyError_whatever_the_size_and_locking_is_LockError()
    {
        foreach (var key in new[] { IpcKey.Legacy(string.Empty), IpcKey.Native(string.Empty, IpcKey.DefaultType) })
        {
            using var memory = new QSharedMemory(key);
            Assert.False(memory.Create(0));
            Assert.Equal(SharedMemoryError.KeyError, memory.Error);
            Assert.False(memory.Create(1024));
            Assert.Equal(SharedMemoryError.KeyError, memory.Error);
            Assert.False(memory.Attach());
            Assert.Equal(SharedMemoryError.KeyError, memory.Error);
            Assert.False(memory.Lock());
            Assert.Equal(SharedMemoryError.LockError, memory.Error);
        }
    }

    private static void AssertUnsupported(QSharedMemory memory)
    {
        Assert.Equal(SharedMemoryError.KeyError, memory.Error);
        Assert.Equal("QSharedMemory::setNativeKey: unsupported key type", memory.ErrorString);
    }

    private static void AssertNoError(QSharedMemory memory)
    {
        Assert.Equal(SharedMemoryError.NoError, memory.Error);
        Assert.Null(memory.ErrorString);
    }
}
