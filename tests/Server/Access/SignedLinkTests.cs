using Evenhand.Core.Time;
using Evenhand.Server.Access;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Access;

public sealed class SignedLinkTests : IDisposable
{
    private static readonly Moment Noon = new(TimeSpan.FromHours(12).Ticks);

    private readonly string data = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public void A_link_opens_its_account_and_thing_until_its_end()
    {
        var links = Links("portal");
        var link = links.Make("harbour clinic", Noon, "step-1");
        links.TryRead(link, Noon.Previous, out var account, out var what).ShouldBeTrue();
        account.ShouldBe("harbour clinic");
        what.ShouldBe("step-1");
        links.TryRead(link, Noon, out account, out what).ShouldBeFalse();
        account.ShouldBeNull();
    }

    [Fact]
    public void A_link_outlives_a_restart()
    {
        var link = Links("portal").Make("a", Noon);
        Links("portal").TryRead(link, Noon.Previous, out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_link_of_another_purpose_or_another_server_opens_nothing()
    {
        var link = Links("portal").Make("a", Noon);
        Links("inbox").TryRead(link, Noon.Previous, out _, out _).ShouldBeFalse();
        using var other = new SignedLinkTests();
        other.Links("portal").TryRead(link, Noon.Previous, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void No_changed_sign_of_a_link_leaves_it_good()
    {
        var links = Links("portal");
        var link = links.Make("a", Noon);
        for (var at = 0; at < link.Length - 1; at++)
        {
            var changed = link[at] == 'A' ? 'B' : 'A';
            var forged = string.Concat(link.AsSpan(0, at), [changed], link.AsSpan(at + 1));
            links.TryRead(forged, Noon.Previous, out _, out _).ShouldBeFalse(forged);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    public void What_is_no_link_opens_nothing(string? text) =>
        Links("portal").TryRead(text, Noon, out _, out _).ShouldBeFalse();

    [Fact]
    public void The_keys_are_readable_by_their_owner_alone()
    {
        Links("portal").Make("a", Noon);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Seals.FolderOf(data))
                .ShouldBe(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
    }

    private SignedLink Links(string purpose) => new(Seals.Of(data).For(purpose));
}
