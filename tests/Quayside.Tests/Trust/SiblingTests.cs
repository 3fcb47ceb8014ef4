// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed.SystemV;
using Quayside.Platform.Objects.Posix;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Trust;

/// <summary>Names beside a name cannot be taken by another user, and what kills leave under them goes.</summary>
public sealed class SiblingTests : IDisposable
{
    private readonly IpcKey _key = IpcKey.Posix("/" + UniqueKey.Next("quayside-trust").Replace(' ', '-'));

    private string SegmentPath => "/dev/shm" + _key.NativeName;

    private string LockPath => "/dev/shm/sem." + _key.NativeLockName[1..];

    private IEnumerable<string> Siblings => new[] { SegmentPath, LockPath }
        .SelectMany(path => Directory.EnumerateFiles("/dev/shm", SiblingFile.PrefixOf(path) + "*"));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in Siblings.Append(SegmentPath).Append(LockPath))
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("replace\t{0}\t10")]
    [InlineData("create\t{0}\t10")]
    [InlineData("attach\t{0}")]
    public void A_strangers_files_under_the_names_of_earlier_versions_keep_a_user_from_nothing(string command)
    {
        using var other = Host.StartAs(1234);
        foreach (var path in new[] { SegmentPath, LockPath })
        {
            Stranger.Run($"touch '/dev/shm/{SiblingFile.PrefixOf(path)}new' '/dev/shm/{SiblingFile.PrefixOf(path)}retired'");
        }

        if (command.StartsWith("attach", StringComparison.Ordinal))
        {
            Assert.Equal("Created 10", other.Ask($"create\t{_key}\t10"));
        }

        Assert.EndsWith(" 10", other.Ask(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, _key)), StringComparison.Ordinal);
        Assert.Equal("disposed", other.Ask("dispose"));

        Assert.False(File.Exists(SegmentPath) || File.Exists(LockPath));
        Assert.Equal(4, Siblings.Count());
    }

    [Fact]
    public void No_two_names_are_alike_and_the_inventory_knows_them()
    {
        var names = Enumerable.Range(0, 100).Select(_ => SiblingFile.NewPath(SegmentPath, SiblingFile.Born)).ToHashSet();

        Assert.Equal(100, names.Count);
        Assert.All(names, name => Assert.True(SiblingFile.IsOne(Path.GetFileName(name))));
        Assert.All(names, name => Assert.StartsWith("/dev/shm/" + SiblingFile.PrefixOf(SegmentPath), name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_killed_process_left_goes_with_the_next_one_and_what_is_open_stays(bool replaces)
    {
        var dead = Name(Dead(), "dead");
        var strange = Name(Dead(), "strange");
        File.WriteAllText(dead, "left");
        Stranger.Run($"touch '{strange}'");
        using var open = new FileStream(Name(Dead(), "open"), FileMode.CreateNew);

        using (replaces ? SharedMemory.Replace(_key, 10) : SharedMemory.Create(_key, 10))
        {
            Assert.Equal([open.Name, strange], Siblings.OrderBy(name => name.EndsWith("strange", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_lock_that_a_killed_process_was_about_to_remove_goes_with_the_next_one()
    {
        var dead = $"/dev/shm/{SiblingFile.PrefixOf(LockPath)}{Dead()}-0123456789abcdef.retired";
        File.WriteAllText(dead, "left");

        using (SystemSemaphore.Create(_key, 1))
        {
            Assert.Empty(Siblings);
        }
    }

    [Fact]
    public void A_key_file_does_not_move_over_a_strangers_file()
    {
        using var directory = new PrivateDirectory();
        var path = directory["key"];
        Assert.True(KeyFile.Ensure(path, out _).Succeeded);
        File.WriteAllText($"{path}.{Environment.ProcessId}.0", "somebody's data");

        Assert.True(KeyFile.MoveToFreeKey(path, SystemVBackend.QtProject, _ => true, out _).Succeeded);

        Assert.Equal("somebody's data", File.ReadAllText($"{path}.{Environment.ProcessId}.0"));
        Assert.Equal(0, new FileInfo(path).Length);
    }

    private static int Dead()
    {
        using var host = Host.Start();
        host.Kill();
        return host.Id;
    }

    private string Name(int process, string purpose) => $"/dev/shm/{SiblingFile.PrefixOf(SegmentPath)}{process}-0123456789abcdef.{purpose}";
}
