// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Imaging.Tests;

public sealed class LoadTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_picture_is_loaded_from_its_file()
    {
        File.WriteAllBytes(_directory["small.png"], HandMadePng.Small);
        Assert.Equal(HandMadePng.Small, QtPicture.Load(_directory["small.png"]).Png);
    }

    [Fact]
    public void The_sample_picture_can_be_shared()
    {
        var picture = QtPicture.Load(Path.Combine(Repository.Root, "samples", "quayside.png"));
        Assert.Equal((512, 512), (picture.Width, picture.Height));
        picture.Decode().Dispose();
    }

    [Fact]
    public void What_is_wrong_with_a_file_names_the_file()
    {
        File.WriteAllText(_directory["empty.png"], "");
        File.WriteAllText(_directory["notes.txt"], "not a picture");
        AssertRefused(_directory["empty.png"], "The file is empty.");
        AssertRefused(_directory["notes.txt"], "This is no picture");
        AssertRefused(_directory.Path, "This is a directory.");
    }

    [Fact]
    public void A_file_that_is_not_there_is_the_usual_exception() =>
        Assert.Throws<FileNotFoundException>(() => QtPicture.Load(_directory["missing.png"]));

    [Fact]
    public void A_file_that_is_too_large_is_refused_by_its_length()
    {
        using (var file = File.Create(_directory["large.png"]))
        {
            file.SetLength((257L << 20) + 1);
        }

        AssertRefused(_directory["large.png"], "MaxEncodedBytes");
    }

    [Fact]
    public void A_file_without_end_is_refused_at_the_limit()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "needs /dev/zero");
        AssertRefused("/dev/zero", "MaxEncodedBytes", new PictureLimits { MaxEncodedBytes = 1 << 20 });
    }

    private static void AssertRefused(string path, string why, PictureLimits? limits = null)
    {
        var error = Assert.Throws<PictureFormatException>(() => QtPicture.Load(path, limits));
        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
