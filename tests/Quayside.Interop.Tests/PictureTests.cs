// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>The picture story: one program publishes a picture under <c>share</c>, another one shows it.</summary>
public class PictureTests
{
    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void An_image_arrives_pixel_for_pixel(PeerProgram provider, PeerProgram consumer)
    {
        foreach (var translucent in new[] { false, true })
        {
            var (sent, taken) = PassOn(provider, consumer, "image", translucent);
            Assert.Equal(sent.Pixels, taken.Pixels);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void An_opaque_pixmap_arrives_pixel_for_pixel(PeerProgram provider, PeerProgram consumer)
    {
        var (sent, taken) = PassOn(provider, consumer, "pixmap", translucent: false);
        Assert.Equal(sent.Pixels, taken.Pixels);
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void A_translucent_pixmap_arrives_as_exactly_as_Qts_premultiplied_pixels_can_say(PeerProgram provider, PeerProgram consumer)
    {
        var (sent, taken) = PassOn(provider, consumer, "pixmap", translucent: true);
        for (var i = 0; i < sent.Pixels.Length; i++)
        {
            var (expected, actual) = (sent.Pixels[i], taken.Pixels[i]);
            Assert.Equal(expected >> 24, actual >> 24);
            foreach (var shift in new[] { 0, 8, 16 })
            {
                Assert.InRange(Premultiplied(actual, shift) - Premultiplied(expected, shift), -1, 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void The_consumer_follows_when_the_provider_changes_the_picture(PeerProgram provider, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var (providing, consuming) = (world.Start(provider), world.Start(consumer));
        var (provided, consumed) = (providing.New("share"), consuming.New("share"));
        foreach (var width in new[] { 64, 300, 7 })
        {
            var picture = TestPicture.Make(width, 50, translucent: false);
            picture.SavePng(world.Scratch["picture.png"]);
            Assert.True(provided.PutPicture("share", "pixmap", world.Scratch["picture.png"]));
            Assert.Equal($"{width} 50", consumed.GetPicture("pixmap", world.Scratch["taken"]));
            Assert.Equal(picture.Pixels, TestPicture.Load(world.Scratch["taken"]).Pixels);
        }

        consuming.Quit();
        providing.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void Before_the_provider_wrote_there_is_no_picture(PeerProgram provider, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var consumed = world.Start(consumer).New("share");
        Assert.Equal("false", consumed.GetPicture("image", world.Scratch["taken"]));
        Assert.True(world.Start(provider).New("share").Create(5000));
        Assert.Equal("null", consumed.GetPicture("image", world.Scratch["taken"]));
    }

    private static (TestPicture Sent, TestPicture Taken) PassOn(PeerProgram provider, PeerProgram consumer, string kind, bool translucent)
    {
        using var world = new PeerWorld();
        var picture = TestPicture.Make(211, 97, translucent);
        picture.SavePng(world.Scratch["picture.png"]);
        Assert.True(world.Start(provider).New("share").PutPicture("share", kind, world.Scratch["picture.png"]));
        Assert.Equal("211 97", world.Start(consumer).New("share").GetPicture(kind, world.Scratch["taken"]));
        return (picture, TestPicture.Load(world.Scratch["taken"]));
    }

    private static int Premultiplied(uint pixel, int shift) =>
        (int)Math.Round(((pixel >> shift) & 255) * (pixel >> 24) / 255.0, MidpointRounding.AwayFromZero);
}
