// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Tests.Semaphores;

/// <summary>What Qt's own tests of QSystemSemaphore ask for (tst_qsystemsemaphore of Qt 6.8), within one process.</summary>
public abstract class QtSuite : IDisposable
{
    private readonly QSystemSemaphore _existing;

    private protected QtSuite(Func<string, IpcKey> makeKey)
    {
        (MakeKey, Key) = (makeKey, makeKey(UniqueKey.Next("existing")));
        _existing = new QSystemSemaphore(Key, 1, QSystemSemaphoreMode.Create);
        AssertNoError(_existing);
    }

    private protected Func<string, IpcKey> MakeKey { get; }

    private protected IpcKey Key { get; }

    public virtual void Dispose()
    {
        _existing.Dispose();
        Assert.False(SystemSemaphore.TryOpen(Key, out _), "The last one to go has left the semaphore.");
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "one")]
    [InlineData("one", "two")]
    public void A_native_key_is_kept_by_constructor_and_setter(string constructed, string set)
    {
        var (first, second) = (NewKey(constructed), NewKey(set));
        using var semaphore = new QSystemSemaphore(first);
        Assert.Equal(first, semaphore.NativeIpcKey);
        AssertNoError(semaphore);

        semaphore.SetNativeKey(second);
        Assert.Equal(second, semaphore.NativeIpcKey);
        AssertNoError(semaphore);

        var other = IpcKey.InProcess(UniqueKey.Next());
        semaphore.SetNativeKey(other);
        Assert.Equal(other, semaphore.NativeIpcKey);
        AssertNoError(semaphore);
    }

    [Fact]
    public void Two_objects_may_swap_types_and_keys()
    {
        var (first, second) = (NewKey("one"), IpcKey.InProcess(UniqueKey.Next()));
        using var one = new QSystemSemaphore(first, 1);
        using var two = new QSystemSemaphore(second, 1);

        one.SetNativeKey(second, 1);
        two.SetNativeKey(first, 1);

        Assert.Equal((second, first), (one.NativeIpcKey, two.NativeIpcKey));
        AssertTaken(one);
        AssertTaken(two);
    }

    [Fact]
    public void One_unit_is_taken_and_given_back()
    {
        using var semaphore = new QSystemSemaphore(NewKey("basic"), 1, QSystemSemaphoreMode.Create);

        AssertTaken(semaphore);
        AssertReleased(semaphore);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Two_units_are_taken_and_given_back_in_turn()
    {
        await Task.Yield();
        using var semaphore = new QSystemSemaphore(NewKey("complex"), 2, QSystemSemaphoreMode.Create);

        AssertTaken(semaphore);
        AssertReleased(semaphore);
        AssertTaken(semaphore);
        AssertReleased(semaphore);
        AssertTaken(semaphore);
        AssertTaken(semaphore);
        AssertReleased(semaphore);
        AssertReleased(semaphore);
    }

    [Fact]
    public void Units_may_be_released_before_they_are_taken()
    {
        using var semaphore = new QSystemSemaphore(NewKey("release"), 0, QSystemSemaphoreMode.Create);

        AssertReleased(semaphore);
        AssertReleased(semaphore);
        AssertTaken(semaphore);
        AssertTaken(semaphore);
        AssertReleased(semaphore);
        AssertReleased(semaphore);
    }

    [Fact]
    public void What_one_object_takes_another_one_gives_back()
    {
        var key = NewKey("two");
        using var one = new QSystemSemaphore(key, 1, QSystemSemaphoreMode.Create);
        using var two = new QSystemSemaphore(key);

        AssertTaken(one);
        AssertReleased(two);
        AssertTaken(two);
        AssertReleased(one);
    }

    private protected static void AssertNoError(QSystemSemaphore semaphore)
    {
        Assert.Equal(SystemSemaphoreError.NoError, semaphore.Error);
        Assert.Null(semaphore.ErrorString);
    }

    private protected IpcKey NewKey(string text) => MakeKey(text.Length == 0 ? text : UniqueKey.Next(text));

    private static void AssertTaken(QSystemSemaphore semaphore)
    {
        Assert.True(semaphore.Acquire(Watchdog.Patience));
        AssertNoError(semaphore);
    }

    private static void AssertReleased(QSystemSemaphore semaphore)
    {
        Assert.True(semaphore.Release());
        AssertNoError(semaphore);
    }
}
