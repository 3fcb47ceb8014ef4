// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Semaphores;

/// <summary>Members, results and errors, as QSystemSemaphore has them on System V, and where we differ on purpose.</summary>
public sealed class QSystemSemaphoreTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();

    private string Name => IpcKey.Legacy(_key).NativeSemaphoreName;

    public void Dispose()
    {
        _ = SystemSemaphore.Remove(_key);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Constructing_opens_or_makes_the_semaphore_at_once()
    {
        using var made = new QSystemSemaphore(_key, 3);
        Assert.Equal(3, QtSemaphore.Value(QtSemaphore.Find(Name)));
        using var opened = new QSystemSemaphore(_key, 7);

        Assert.Equal(3, QtSemaphore.Value(QtSemaphore.Find(Name)));
        Assert.Equal(_key, opened.Key);
        Assert.Equal(Name, opened.NativeIpcKey.NativeSemaphoreName);
        AssertError(opened, SystemSemaphoreError.NoError, null);
    }

    [Fact]
    public void An_empty_key_is_an_error_when_it_is_used_or_to_be_created()
    {
        const string Text = "QSystemSemaphore::handle:: key is empty";
        using var opened = new QSystemSemaphore(string.Empty);
        AssertError(opened, SystemSemaphoreError.NoError, null);
        Assert.Null(opened.Key);
        Assert.False(opened.Acquire());
        AssertError(opened, SystemSemaphoreError.KeyError, Text);
        Assert.False(opened.Release());
        AssertError(opened, SystemSemaphoreError.KeyError, Text);

        using var created = new QSystemSemaphore(string.Empty, 0, QSystemSemaphoreMode.Create);
        AssertError(created, SystemSemaphoreError.KeyError, Text);
        using var posix = new QSystemSemaphore(IpcKey.Posix(string.Empty), 0, QSystemSemaphoreMode.Create);
        AssertError(posix, SystemSemaphoreError.KeyError, "QSystemSemaphore::handle: key is empty");
    }

    [Fact]
    public void A_mechanism_that_is_not_here_is_a_KeyError()
    {
        Assert.True(QSystemSemaphore.IsKeyTypeSupported(IpcKeyType.SystemV));
        Assert.False(QSystemSemaphore.IsKeyTypeSupported(IpcKeyType.Windows));
        using var semaphore = new QSystemSemaphore(IpcKey.Windows("x"));

        AssertError(semaphore, SystemSemaphoreError.KeyError, "QSystemSemaphore::setNativeKey: unsupported key type");
    }

    [Fact]
    public void A_negative_initial_value_is_zero_on_System_V_and_an_error_on_POSIX()
    {
        using var semaphore = new QSystemSemaphore(_key, -1);
        AssertError(semaphore, SystemSemaphoreError.NoError, null);
        Assert.Equal(0, QtSemaphore.Value(QtSemaphore.Find(Name)));

        using var posix = new QSystemSemaphore(IpcKey.Legacy(_key, IpcKeyType.Posix), -1);
        AssertError(posix, SystemSemaphoreError.UnknownError, "QSystemSemaphore::handle (sem_open): unknown error: Invalid argument");
    }

    [Fact]
    public void Too_large_an_initial_value_and_too_many_units_are_OutOfResources()
    {
        using (var large = new QSystemSemaphore(_key, 32_768))
        {
            AssertError(large, SystemSemaphoreError.OutOfResources, "QSystemSemaphore::handle: out of resources");
        }

        Leftovers.AssertNone(_key);
        using var semaphore = new QSystemSemaphore(_key, 32_767);
        Assert.False(semaphore.Release());
        AssertError(semaphore, SystemSemaphoreError.OutOfResources, "QSystemSemaphore::modifySemaphore: out of resources");
        Assert.True(semaphore.Acquire());
        AssertError(semaphore, SystemSemaphoreError.NoError, null);
    }

    [Fact]
    public void Releasing_nothing_is_true_and_less_than_nothing_is_false_without_an_error()
    {
        using var semaphore = new QSystemSemaphore(_key, 1);

        Assert.True(semaphore.Release(0));
        Assert.False(semaphore.Release(-1));

        AssertError(semaphore, SystemSemaphoreError.NoError, null);
        Assert.Equal(1, QtSemaphore.Value(QtSemaphore.Find(Name)));
    }

    [Fact]
    public void A_key_file_that_cannot_be_made_is_a_KeyError_in_Qts_words()
    {
        using var directory = new PrivateDirectory();
        using var semaphore = new QSystemSemaphore(IpcKey.SystemV(directory["missing/key"]));

        AssertError(semaphore, SystemSemaphoreError.KeyError, "QSystemSemaphore::handle:: unable to make key");

        // It is tried again when it is used.
        Directory.CreateDirectory(directory["missing"]);
        Assert.True(semaphore.Release());
        AssertError(semaphore, SystemSemaphoreError.NoError, null);
    }

    [Fact]
    public void The_same_key_to_be_opened_changes_nothing_and_another_one_lets_go_of_the_first()
    {
        using var semaphore = new QSystemSemaphore(_key, 2);
        Assert.True(semaphore.Acquire());
        semaphore.SetKey(_key, 9);
        Assert.Equal(1, QtSemaphore.Value(QtSemaphore.Find(Name)));

        var other = UniqueKey.Next();
        semaphore.SetKey(other, 9);

        Assert.Equal(other, semaphore.Key);
        Leftovers.AssertNone(_key);
        semaphore.SetNativeKey(IpcKey.Legacy(other).NativeSemaphoreName, 9);
        Assert.Null(semaphore.Key);
        Assert.True(semaphore.Acquire(TimeSpan.Zero));
    }

    [Fact]
    public void Creating_does_not_set_a_semaphore_that_somebody_uses_as_Qt_does()
    {
        using var used = new QSystemSemaphore(_key, 1, QSystemSemaphoreMode.Create);
        Assert.True(used.Acquire());
        var id = QtSemaphore.Find(Name);

        using var second = new QSystemSemaphore(_key, 1, QSystemSemaphoreMode.Create);

        Assert.False(second.Acquire(TimeSpan.Zero));
        AssertError(second, SystemSemaphoreError.NoError, null);
        Assert.True(used.Release());
        Assert.Equal(1, QtSemaphore.Value(id));
    }

    [Theory]
    [InlineData(IpcKeyType.SystemV)]
    [InlineData(IpcKeyType.Posix)]
    public void Creating_starts_anew_what_a_crash_left(IpcKeyType type)
    {
        var key = IpcKey.Legacy(_key, type);
        using (var host = Host.Start())
        {
            Assert.Equal("made", host.Ask($"semaphore\tcreate-or-open\t{key}\t1"));
            Assert.Equal("done", host.Ask("semaphore\trelease\t4"));
            host.Kill();
        }

        using var semaphore = new QSystemSemaphore(key, 1, QSystemSemaphoreMode.Create);

        Assert.True(semaphore.Acquire(TimeSpan.Zero));
        Assert.False(semaphore.Acquire(TimeSpan.Zero));
    }

    [Fact]
    public void The_maker_may_go_while_others_use_it_where_Qts_removes_it()
    {
        var maker = new QSystemSemaphore(_key, 1, QSystemSemaphoreMode.Create);
        using var user = new QSystemSemaphore(_key);
        Assert.True(user.Acquire());
        var id = QtSemaphore.Find(Name);

        maker.Dispose();

        Assert.Equal(id, QtSemaphore.Find(Name));
        Assert.True(user.Release());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Waits_end_when_the_object_is_disposed_and_go_on_under_another_key()
    {
        var semaphore = new QSystemSemaphore(_key);
        var waiting = Background.Run(() => semaphore.Acquire(Watchdog.Patience));
        await Background.AssertBlocked(waiting);
        semaphore.SetKey(UniqueKey.Next(), 1);
        Assert.True(await waiting);

        waiting = Background.Run(() => semaphore.Acquire(Watchdog.Patience));
        await Background.AssertBlocked(waiting);
        semaphore.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Throws<ObjectDisposedException>(() => semaphore.Release());
    }

    [Fact]
    public void Platform_safe_and_legacy_keys_name_the_semaphore()
    {
        Assert.Equal("/share", QSystemSemaphore.PlatformSafeKey("share", IpcKeyType.Posix).NativeName);
        Assert.Equal("sem_share", QSystemSemaphore.PlatformSafeKey("share", IpcKeyType.Windows).NativeName);
        Assert.Equal(IpcKey.Legacy("share").NativeLockName, QSystemSemaphore.LegacyNativeKey("share").NativeName);
        Assert.Equal("share", QSystemSemaphore.LegacyNativeKey("share").LegacyKey);
    }

    private static void AssertError(QSystemSemaphore semaphore, SystemSemaphoreError error, string? text)
    {
        Assert.Equal(error, semaphore.Error);
        Assert.Equal(text, semaphore.ErrorString);
    }
}
