// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Files;

namespace Quayside.Tests.Keys;

/// <summary>Which names a key has for memory, lock and semaphore, by mechanism and by kind of key.</summary>
public sealed class IpcKeyNamesTests
{
    private const string Share = "shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab";

    [Theory]
    [InlineData(IpcKeyType.Posix, "/")]
    [InlineData(IpcKeyType.Windows, "")]
    [InlineData(IpcKeyType.InProcess, "")]
    public void A_legacy_key_has_the_derived_names_of_its_mechanism(IpcKeyType type, string place) =>
        AssertNames(IpcKey.Legacy("share", type), $"{place}qipc_sharedmemory_{Share}", $"{place}qipc_systemsem_{Share}", $"{place}qipc_systemsem_{Share}");

    [Theory]
    [InlineData(1)]
    [InlineData(0x51)]
    [InlineData(255)]
    public void A_legacy_key_of_System_V_is_in_the_temporary_directory_whatever_its_project(int project)
    {
        var key = IpcKey.Legacy("share", (IpcKeyType)project);

        var directory = TemporaryDirectory.Find();
        AssertNames(key, $"{directory}/qipc_sharedmemory_{Share}", $"{directory}/qipc_systemsem_{Share}", $"{directory}/qipc_systemsem_{Share}");
        Assert.Equal((IpcKeyType)project, key.Type);
    }

    [Theory]
    [InlineData("share", "/share")]
    [InlineData("头像/1", "/头像/1")]
    [InlineData("/x", "//x")]
    [InlineData(@"Global\x", @"/Global\x")]
    public void A_platform_safe_key_of_POSIX_is_the_text_after_a_slash(string text, string name) =>
        AssertNames(IpcKey.PlatformSafe(text, IpcKeyType.Posix), name, name, name);

    [Theory]
    [InlineData("share", "shm_share", "sem_share")]
    [InlineData(@"Local\share", @"Local\shm_share", @"Local\sem_share")]
    [InlineData(@"Global\share", @"Global\shm_share", @"Global\sem_share")]
    [InlineData(@"Global\Local\x", @"Global\shm_Local\x", @"Global\sem_Local\x")]
    [InlineData(@"global\x", @"shm_global\x", @"sem_global\x")]
    [InlineData(@"x\Global\", @"shm_x\Global\", @"sem_x\Global\")]
    public void A_platform_safe_key_of_Windows_keeps_its_namespace_in_front(string text, string memory, string semaphore) =>
        AssertNames(IpcKey.PlatformSafe(text, IpcKeyType.Windows), memory, memory + "_sem", semaphore);

    [Fact]
    public void Names_of_Windows_are_cut_to_260_characters_and_locks_to_259()
    {
        var text = new string('x', 300);

        AssertNames(
            IpcKey.PlatformSafe(@"Global\" + text, IpcKeyType.Windows),
            @"Global\shm_" + new string('x', 249),
            @"Global\shm_" + new string('x', 244) + "_sem",
            @"Global\sem_" + new string('x', 249));
        AssertNames(IpcKey.Windows(text), text, new string('x', 255) + "_sem", text);
        AssertNames(IpcKey.Windows(text[..255]), text[..255], text[..255] + "_sem", text[..255]);
    }

    [Fact]
    public void A_platform_safe_key_of_System_V_that_is_a_path_stays_one()
    {
        AssertNames(IpcKey.PlatformSafe("/tmp/x", IpcKeyType.SystemV), "/tmp/x", "/tmp/x", "/tmp/x");
        Assert.Equal((IpcKeyType)84, IpcKey.PlatformSafe("/tmp/x", (IpcKeyType)84).Type);
    }

    [Fact]
    public void A_platform_safe_key_of_this_process_is_the_text() => AssertNames(IpcKey.PlatformSafe("a/b", IpcKeyType.InProcess), "a/b", "a/b", "a/b");

    [Fact]
    public void A_native_key_has_one_name_for_all_except_for_the_lock_on_Windows()
    {
        AssertNames(IpcKey.SystemV("/tmp/x"), "/tmp/x", "/tmp/x", "/tmp/x");
        AssertNames(IpcKey.Posix("/x"), "/x", "/x", "/x");
        AssertNames(IpcKey.InProcess("x"), "x", "x", "x");
        AssertNames(IpcKey.Windows(@"Global\x"), @"Global\x", @"Global\x_sem", @"Global\x");
    }

    [Fact]
    public void A_native_name_given_back_by_hand_loses_the_lock_and_the_text_form_keeps_it()
    {
        var key = IpcKey.Legacy("share", IpcKeyType.Posix);

        Assert.NotEqual(key.NativeLockName, IpcKey.Posix(key.NativeName).NativeLockName);
        Assert.Equal(key.NativeLockName, IpcKey.Parse(key.ToString()).NativeLockName);
    }

    [Fact]
    public void Keys_of_QSystemSemaphore_have_the_name_of_the_semaphore()
    {
        var legacy = IpcKey.LegacySemaphore("share", IpcKeyType.Posix);
        AssertNames(legacy, "/qipc_systemsem_" + Share, "/qipc_systemsem_" + Share, "/qipc_systemsem_" + Share);
        Assert.Equal($"posix:/qipc_systemsem_{Share}?legacyKey=share", legacy.ToString());
        Assert.Equal(legacy, IpcKey.Parse(legacy.ToString()));

        var safe = IpcKey.PlatformSafeSemaphore(@"Global\x", IpcKeyType.Windows);
        AssertNames(safe, @"Global\sem_x", @"Global\sem_x_sem", @"Global\sem_x");
        Assert.Null(safe.LegacyKey);
        Assert.Equal(IpcKey.Posix("/x"), IpcKey.PlatformSafeSemaphore("x", IpcKeyType.Posix));
    }

    [Theory]
    [InlineData(IpcKeyType.SystemV)]
    [InlineData((IpcKeyType)84)]
    [InlineData(IpcKeyType.Posix)]
    [InlineData(IpcKeyType.Windows)]
    [InlineData(IpcKeyType.InProcess)]
    public void An_empty_text_gives_an_empty_key_of_the_type(IpcKeyType type)
    {
        foreach (var key in new[]
        {
            IpcKey.Legacy("", type), IpcKey.PlatformSafe("", type), IpcKey.Native("", type),
            IpcKey.LegacySemaphore("", type), IpcKey.PlatformSafeSemaphore("", type),
        })
        {
            AssertNames(key, "", "", "");
            Assert.True(key.IsEmpty);
            Assert.True(key.IsValid);
            Assert.Equal(type, key.Type);
            Assert.Null(key.LegacyKey);
        }
    }

    private static void AssertNames(IpcKey key, string memory, string @lock, string semaphore) =>
        Assert.Equal((memory, @lock, semaphore), (key.NativeName, key.NativeLockName, key.NativeSemaphoreName));
}
