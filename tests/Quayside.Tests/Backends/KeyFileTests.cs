// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed.SystemV;
using Quayside.Testing;

namespace Quayside.Tests.Backends;

public sealed class KeyFileTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();

    private string Path => _directory["name"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_made_once_and_is_empty()
    {
        Assert.True(KeyFile.Ensure(Path, out var made).Succeeded);
        Assert.True(made);
        Assert.True(KeyFile.Ensure(Path, out made).Succeeded);
        Assert.False(made);

        Assert.Equal(0, new FileInfo(Path).Length);
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_a_bad_name()
    {
        var result = KeyFile.Ensure(_directory["missing/name"], out _);

        Assert.Equal(new IpcResult(IpcError.InvalidName, IpcStep.MakeKeyFile, 2), result);
    }

    [Fact]
    public void A_file_whose_key_is_taken_gives_way_to_one_whose_key_is_free()
    {
        Assert.True(KeyFile.Ensure(Path, out _).Succeeded);
        Assert.True(KeyFile.TryDerive(Path, SystemVBackend.QtProject, out var taken));
        var refusals = 3;

        Assert.True(KeyFile.MoveToFreeKey(Path, SystemVBackend.QtProject, key => key != taken && refusals-- <= 0, out var free).Succeeded);

        Assert.NotEqual(taken, free);
        Assert.True(KeyFile.Means(Path, SystemVBackend.QtProject, free));
        Assert.Equal(["name"], _directory.Names);
    }

    [Fact]
    public void When_every_key_is_taken_the_file_stays_and_nothing_else_is_left()
    {
        Assert.True(KeyFile.Ensure(Path, out _).Succeeded);
        Assert.True(KeyFile.TryDerive(Path, SystemVBackend.QtProject, out var key));

        Assert.Equal(IpcError.AlreadyExists, KeyFile.MoveToFreeKey(Path, SystemVBackend.QtProject, _ => false, out _).Error);

        Assert.True(KeyFile.Means(Path, SystemVBackend.QtProject, key));
        Assert.Equal(["name"], _directory.Names);
    }

    [Fact]
    public void Only_an_empty_file_that_still_means_the_key_is_removed()
    {
        Assert.True(KeyFile.Ensure(Path, out _).Succeeded);
        Assert.True(KeyFile.TryDerive(Path, SystemVBackend.QtProject, out var key));
        KeyFile.Remove(Path, SystemVBackend.QtProject, key + 1);
        Assert.True(File.Exists(Path));

        File.WriteAllText(Path, "somebody's data");
        KeyFile.Remove(Path, SystemVBackend.QtProject, key);
        Assert.True(File.Exists(Path));

        File.WriteAllText(Path, string.Empty);
        KeyFile.Remove(Path, SystemVBackend.QtProject, key);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void A_link_is_not_followed_and_not_removed()
    {
        Assert.True(KeyFile.Ensure(_directory["target"], out _).Succeeded);
        File.CreateSymbolicLink(Path, _directory["target"]);
        Assert.True(KeyFile.TryDerive(_directory["target"], SystemVBackend.QtProject, out var key));

        Assert.False(KeyFile.TryDerive(Path, SystemVBackend.QtProject, out var error));
        Assert.Equal(40, error); // ELOOP
        KeyFile.Remove(Path, SystemVBackend.QtProject, key);

        Assert.True(File.Exists(Path));
    }
}
