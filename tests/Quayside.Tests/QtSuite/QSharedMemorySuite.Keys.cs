// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Semaphores;

namespace Quayside.Tests.QtSuite;

/// <content>Keys.</content>
public abstract partial class QSharedMemorySuite
{
    /// <summary>Gets the keys of constructor, setKey and setNativeKey.</summary>
    public static TheoryData<string?, string?, string?> KeyRows => new()
    {
        { null, null, null },
        { "one", null, null },
        { null, "one", null },
        { null, null, "one" },
        { "one", "two", null },
        { "one", null, "two" },
        { null, "one", "two" },
        { "one", "two", "three" },
        { "o/e", "t/o", "|x" },
    };

    [Fact]
    public void Constructor()
    {
        using var memory = new QSharedMemory();

        Assert.Equal(IpcKey.Native(string.Empty, IpcKey.DefaultType), memory.NativeIpcKey);
        Assert.Equal(string.Empty, memory.NativeKey);
        Assert.Null(memory.Key);
        AssertNoError(memory);
        AssertDetached(memory);
    }

    [Fact]
    public void SupportedTypes()
    {
        Assert.Contains(IpcKey.DefaultType, Types);
        Assert.Contains(IpcKey.LegacyDefaultType, Types);
    }

    [Theory]
    [MemberData(nameof(KeyRows))]
    public void NativeKey(string? constructorKey, string? setKey, string? setNativeKey)
    {
        using var memory = new QSharedMemory(Key(constructorKey));
        AssertNative(memory, Key(constructorKey));
        foreach (var name in new[] { setKey, setNativeKey })
        {
            memory.SetNativeKey(Key(name));
            AssertNative(memory, Key(name));
        }

        foreach (var type in Types.Append(_type))
        {
            memory.SetNativeKey(Key(setNativeKey, type));
            AssertNative(memory, Key(setNativeKey, type));
        }
    }

    [Theory]
    [MemberData(nameof(KeyRows))]
    public void LegacyKey(string? constructorKey, string? setKey, string? setNativeKey)
    {
        using var memory = new QSharedMemory(Legacy(constructorKey));
        AssertLegacy(memory, constructorKey);

        memory.SetNativeKey(Legacy(setKey));
        AssertLegacy(memory, setKey);

        memory.SetNativeKey(Key(setNativeKey));
        AssertNative(memory, Key(setNativeKey));

        // The same with a text, whose type is the system's to choose.
        memory.SetKey(setKey);
        Assert.Equal(setKey, memory.Key);
        memory.SetNativeKey(setNativeKey);
        Assert.Null(memory.Key);
        Assert.Equal(setNativeKey ?? string.Empty, memory.NativeKey);

        IpcKey Legacy(string? key) => QSharedMemory.LegacyNativeKey(key ?? string.Empty, _type);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("key", "key")]
    [InlineData("key1", "key1")]
    [InlineData("key", "key1")]
    [InlineData("ke1y", "key1")]
    [InlineData("key1", "key2")]
    [InlineData("Noël", "Nol")]
    public void UniqueKey(string? first, string? second)
    {
        using var one = new QSharedMemory(Key(first));
        using var other = new QSharedMemory(Key(second));

        Assert.Equal(first == second, one.NativeKey == other.NativeKey);
        Assert.Equal(first == second, one.NativeIpcKey == other.NativeIpcKey);
        one.SetKey(first);
        other.SetKey(second);
        Assert.Equal(first == second, one.Key == other.Key);
        Assert.Equal(first == second, one.NativeKey == other.NativeKey);
    }

    [Theory]
    [InlineData(null, SharedMemoryError.KeyError)]
    [InlineData("doesntexists", SharedMemoryError.NotFound)]
    [InlineData("existing", SharedMemoryError.NoError)]
    public void ChangeKeyType(string? name, SharedMemoryError error)
    {
        using var memory = new QSharedMemory(Key(name));
        Assert.Equal(error == SharedMemoryError.NoError, memory.Attach());
        Assert.Equal(error, memory.Error);

        memory.SetNativeKey(Key(name, NextType));
        Assert.False(memory.IsAttached);

        Assert.False(memory.Attach());
        Assert.Equal(name is null ? SharedMemoryError.KeyError : SharedMemoryError.NotFound, memory.Error);
    }

    private static void AssertNative(QSharedMemory memory, IpcKey key)
    {
        Assert.Equal(key, memory.NativeIpcKey);
        Assert.Equal(key.NativeName, memory.NativeKey);
        Assert.Null(memory.Key);
        AssertNoError(memory);
        AssertDetached(memory);
    }

    private static void AssertLegacy(QSharedMemory memory, string? key)
    {
        Assert.Equal(key, memory.Key);
        Assert.Equal(key is null, memory.NativeKey.Length == 0);
        AssertNoError(memory);
        AssertDetached(memory);
    }
}
