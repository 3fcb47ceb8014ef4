// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Semaphores;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtSuite;

/// <summary>
/// What Qt's own tests of QSharedMemory ask (tst_qsharedmemory of Qt 6.8), written anew with their names and all their rows, and run with
/// platform-safe keys of every mechanism that the system has.
/// </summary>
public abstract partial class QSharedMemorySuite : IDisposable
{
    private const int ExistingSize = 1024;

    // Those of Qt's tests: 'Q' and another project id.
    private static readonly IpcKeyType[] _allTypes =
        [IpcKeyType.SystemV, (IpcKeyType)84, IpcKeyType.Posix, IpcKeyType.Windows, IpcKeyType.InProcess];

    private readonly IpcKeyType _type;
    private readonly string _prefix = Testing.UniqueKey.Next("quayside").Replace(' ', '-');
    private readonly QSharedMemory _existing;

    protected QSharedMemorySuite(IpcKeyType type)
    {
        Assert.SkipUnless(IpcKey.IsTypeSupported(type), $"This system has no keys of the type {type}.");
        _type = type;
        _existing = new QSharedMemory(Key("existing"));
        Assert.True(_existing.Create(ExistingSize));
    }

    private static IEnumerable<IpcKeyType> Types => _allTypes.Where(QSharedMemory.IsKeyTypeSupported);

    /// <summary>Gets the type after this test's, round and round.</summary>
    private IpcKeyType NextType => Types.Concat(Types).SkipWhile(type => type != _type).Skip(1).First();

    public void Dispose()
    {
        _existing.Dispose();
        Leftovers.AssertNone(Key("existing"));
        Leftovers.AssertNone(Key("key"));
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a key of a name; null gives an empty one.</summary>
    private IpcKey Key(string? name) => Key(name, _type);

    private IpcKey Key(string? name, IpcKeyType type) =>
        name is null ? IpcKey.Native(string.Empty, type) : QSharedMemory.PlatformSafeKey($"{_prefix}-{name}", type);

    /// <summary>Makes an object with a key that no other test has.</summary>
    private QSharedMemory Memory() => new(Key("key"));

    private static void AssertDetached(QSharedMemory memory)
    {
        Assert.False(memory.IsAttached);
        Assert.Equal(0, memory.Size);
        Assert.True(memory.Data.IsEmpty && memory.ConstData.IsEmpty);
        Assert.False(memory.Detach());
    }

    private static void AssertNoError(QSharedMemory memory)
    {
        Assert.Equal(SharedMemoryError.NoError, memory.Error);
        Assert.Null(memory.ErrorString);
    }
}

public sealed class DefaultTypeSuite() : QSharedMemorySuite(IpcKey.DefaultType);

public sealed class InProcessSuite() : QSharedMemorySuite(IpcKeyType.InProcess);
