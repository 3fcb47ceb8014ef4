// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Tests.Semaphores;

/// <summary>What SystemSemaphore does on every mechanism. A class for each mechanism makes the keys.</summary>
public abstract partial class SemaphoreContract : IDisposable
{
    private readonly IpcKey _key;
    private readonly List<SystemSemaphore> _open = [];

    private protected SemaphoreContract(Func<string, IpcKey> makeKey) => _key = makeKey(UniqueKey.Next());

    public void Dispose()
    {
        foreach (var semaphore in _open)
        {
            semaphore.Dispose();
        }

        Assert.False(SystemSemaphore.TryOpen(_key, out _), "The last one to go has left the semaphore.");
        GC.SuppressFinalize(this);
    }

    private SystemSemaphore Create(int initialValue) => Keep(SystemSemaphore.Create(_key, initialValue));

    private SystemSemaphore Open() => Keep(SystemSemaphore.Open(_key));

    private SystemSemaphore Keep(SystemSemaphore semaphore)
    {
        _open.Add(semaphore);
        return semaphore;
    }

    [Fact]
    public void A_new_semaphore_has_its_initial_value_and_an_old_one_keeps_its_own()
    {
        var made = Create(3);
        Assert.True(made.IsNew);
        Assert.Equal(3, made.Value);
        Assert.Equal(_key, made.Key);

        var found = Keep(SystemSemaphore.CreateOrOpen(_key, 7));
        Assert.False(found.IsNew);
        Assert.Equal(3, found.Value);
    }

    [Fact]
    public void Creating_what_is_there_is_AlreadyExists_and_changes_nothing()
    {
        var made = Create(3);

        var failure = Assert.Throws<SystemSemaphoreException>(() => SystemSemaphore.Create(_key, 5));

        Assert.Equal(SystemSemaphoreError.AlreadyExists, failure.Error);
        Assert.Equal("create", failure.Operation);
        Assert.Equal(_key, failure.Key);
        Assert.Contains("CreateOrOpen", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, made.Value);
    }

    [Fact]
    public void Opening_what_is_not_there_is_NotFound_and_leaves_nothing()
    {
        var failure = Assert.Throws<SystemSemaphoreException>(() => SystemSemaphore.Open(_key));

        Assert.Equal(SystemSemaphoreError.NotFound, failure.Error);
        Assert.Contains(_key.NativeSemaphoreName, failure.Message, StringComparison.Ordinal);
        Assert.False(SystemSemaphore.TryOpen(_key, out var semaphore));
        Assert.Null(semaphore);
    }

    [Fact]
    public void Units_go_from_one_object_to_another_and_come_back()
    {
        var first = Create(2);
        var second = Open();

        first.Acquire();
        second.Acquire();
        Assert.Equal(0, first.Value);
        Assert.False(second.TryAcquire(TimeSpan.Zero));
        Assert.False(second.TryAcquire(TimeSpan.FromMilliseconds(20)));

        second.Release();
        Assert.True(first.TryAcquire(TimeSpan.Zero));
        first.Release(2);
        Assert.Equal(2, second.Value);
    }

    [Fact]
    public void More_can_be_released_than_there_was_at_first()
    {
        var semaphore = Create(0);

        semaphore.Release(5);
        semaphore.Release();

        Assert.Equal(6, semaphore.Value);
    }

    [Fact]
    public void Bad_arguments_are_refused_before_anything_is_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SystemSemaphore.Create(_key, -1));
        Assert.Throws<ArgumentException>(() => SystemSemaphore.Create(default, 1));
        Assert.Throws<ArgumentException>(() => SystemSemaphore.Create(
            _key, 1, new SystemSemaphoreOptions { UnixMode = UnixFileMode.UserExecute }));
        Assert.False(SystemSemaphore.TryOpen(_key, out _));

        var semaphore = Create(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => semaphore.Release(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => semaphore.Release(-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => semaphore.TryAcquire(TimeSpan.FromTicks(-2)));
        Assert.Equal(1, semaphore.Value);
    }

    [Fact]
    public void Too_many_are_OutOfResources_and_none_is_added()
    {
        var semaphore = Create(1);

        var failure = Assert.Throws<SystemSemaphoreException>(() => semaphore.Release(int.MaxValue));

        Assert.Equal(SystemSemaphoreError.OutOfResources, failure.Error);
        Assert.Equal("release", failure.Operation);
        Assert.Equal(1, semaphore.Value);
    }

    [Fact]
    public void The_last_one_to_go_removes_it_whoever_made_it()
    {
        var made = SystemSemaphore.Create(_key, 2);
        var found = SystemSemaphore.Open(_key);

        made.Dispose();
        Assert.Equal(2, found.Value);
        found.Acquire();
        found.Dispose();

        Assert.False(SystemSemaphore.TryOpen(_key, out _));
    }

    [Fact]
    public void After_disposal_every_member_that_acts_says_so()
    {
        var semaphore = Create(1);
        semaphore.Dispose();
        semaphore.Dispose();

        Assert.Throws<ObjectDisposedException>(() => semaphore.Acquire());
        Assert.Throws<ObjectDisposedException>(() => semaphore.Release());
        Assert.Throws<ObjectDisposedException>(() => semaphore.Value);
    }
}
