// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

/// <summary>An orphan is nobody's to destroy unless somebody asks for it.</summary>
public abstract class QSharedMemoryOrphanTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void An_orphan_survives_a_failed_create_and_the_object_that_tried()
    {
        Kind.RequireLastingNames();
        Orphan.Leave(Key, Size);
        using (var memory = new QSharedMemory(Key))
        {
            Assert.False(memory.Create(Size));
            Assert.False(memory.Create(Size));
            Assert.Equal(SharedMemoryError.AlreadyExists, memory.Error);
        }

        using var heir = new QSharedMemory(Key);
        Assert.True(heir.Attach());
        Assert.Equal(42, heir.ConstData[0]);
        Assert.True(heir.Detach());
        Leftovers.AssertNone(Key);
    }
}

public sealed class StringKeyQSharedMemoryOrphanTests() : QSharedMemoryOrphanTests(KeyKind.Strings);

public sealed class PlatformSafeKeyQSharedMemoryOrphanTests() : QSharedMemoryOrphanTests(KeyKind.PlatformSafe);
