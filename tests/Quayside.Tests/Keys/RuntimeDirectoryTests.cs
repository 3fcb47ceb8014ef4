// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Files;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Keys;

/// <summary>Where platform-safe keys of System V are. The variables belong to the whole process, so while these tests run no other test does.</summary>
[SupportedOSPlatform("linux")]
[Collection(nameof(TemporaryDirectoryTests))]
public sealed class RuntimeDirectoryTests : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] _variables = ["XDG_RUNTIME_DIR", "TMPDIR"];

    private readonly string?[] _before = Array.ConvertAll(_variables, Environment.GetEnvironmentVariable);
    private readonly PrivateDirectory _directory = new();

    public void Dispose()
    {
        for (var index = 0; index < _variables.Length; index++)
        {
            Environment.SetEnvironmentVariable(_variables[index], _before[index]);
        }

        _directory.Dispose();
    }

    private string Substitute => _directory["runtime-" + Environment.UserName];

    [Fact]
    public void It_is_the_one_that_the_session_names_and_names_are_in_it()
    {
        var own = Make("own", OnlyOwner);

        Assert.Equal(own, FindWith(own));
        Assert.Equal(own + "/share", IpcKey.PlatformSafe("share", IpcKeyType.SystemV).NativeName);
        Assert.Equal(own + "/share", IpcKey.PlatformSafe("share", (IpcKeyType)84).NativeLockName);
        Assert.Equal(["own"], _directory.Names);
    }

    [Fact]
    public void It_is_written_as_the_session_writes_it()
    {
        _ = Make("own", OnlyOwner);

        Assert.Equal(_directory["own/"], FindWith(_directory["own/"]));
        Assert.Equal(_directory["./own"], FindWith(_directory["./own"]));
    }

    [Fact]
    public void It_is_made_when_it_is_missing_but_not_what_it_is_in()
    {
        Assert.Equal(_directory["new"], FindWith(_directory["new"]));
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(_directory["new"]));

        Assert.Equal(Substitute, FindWith(_directory["missing/new"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    public void Without_an_absolute_path_it_is_made_in_the_temporary_directory(string? value)
    {
        Assert.Equal(Substitute, FindWith(value));
        Assert.Equal(OnlyOwner, File.GetUnixFileMode(Substitute));
        Assert.Equal(Substitute, FindWith(value));
    }

    [Fact]
    public void One_that_others_may_look_into_does_not_count() =>
        Assert.Equal(Substitute, FindWith(Make("open", OnlyOwner | UnixFileMode.GroupExecute)));

    [Fact]
    public void A_link_does_not_count()
    {
        _ = Directory.CreateSymbolicLink(_directory["link"], Make("own", OnlyOwner));

        Assert.Equal(Substitute, FindWith(_directory["link"]));
    }

    [Fact]
    public void A_file_does_not_count()
    {
        File.WriteAllText(_directory["file"], string.Empty);

        Assert.Equal(Substitute, FindWith(_directory["file"]));
    }

    [Fact]
    public void One_of_another_user_does_not_count()
    {
        Assert.SkipUnless(Tool.IsRoot, "Only root can give a directory to another user.");
        Assert.Equal(0, Tool.Run(Tool.Require("chown"), ["65534", Make("other", OnlyOwner)]));

        Assert.Equal(Substitute, FindWith(_directory["other"]));
    }

    [Fact]
    public void When_the_substitute_does_not_count_either_it_is_the_root()
    {
        File.WriteAllText(Substitute, string.Empty);

        Assert.Equal(string.Empty, FindWith(null));
        Assert.Equal("/share", IpcKey.PlatformSafe("share", IpcKeyType.SystemV).NativeName);
    }

    private string FindWith(string? value)
    {
        Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", value);
        Environment.SetEnvironmentVariable("TMPDIR", _directory.Path);
        return RuntimeDirectory.Find();
    }

    private string Make(string name, UnixFileMode mode)
    {
        var path = Directory.CreateDirectory(_directory[name]).FullName;
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
