using System.Net;
using System.Net.Sockets;
using Evenhand.Network;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Network;

public class OutwardTests
{
    private static readonly Outward Strict = new(allowsPrivate: false);
    private static readonly Outward Lax = new(allowsPrivate: true);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.0.0.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("backup.example.com", true)]
    [InlineData("localhost", true)]
    public void A_host_is_judged_by_its_words_where_they_are_an_address(string host, bool may)
    {
        Strict.MayBeAt(host).ShouldBe(may);
        Lax.MayBeAt(host).ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_is_judged_by_what_it_points_to_when_it_is_looked_up()
    {
        (
            await Should.ThrowAsync<PrivateAddressException>(() =>
                Strict.AddressesAsync("localhost", Ends)
            )
        ).Message.ShouldBe("localhost is at no public address");
        (await Lax.AddressesAsync("localhost", Ends)).ShouldAllBe(each =>
            IPAddress.IsLoopback(each)
        );
        (await Strict.AddressesAsync("8.8.8.8", Ends)).ShouldBe([IPAddress.Parse("8.8.8.8")]);
    }

    [Fact]
    public async Task Nothing_is_connected_to_that_is_not_allowed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        using var http = new HttpClient(Strict.Handler());
        (await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(address, Ends)))
            .GetBaseException()
            .ShouldBeOfType<PrivateAddressException>();
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task What_leads_elsewhere_is_an_answer_and_is_not_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var http = new HttpClient(Lax.Handler());
        var answer = http.GetAsync($"http://127.0.0.1:{port}/", Ends);
        using var came = await listener.AcceptTcpClientAsync(Ends);
        await came.GetStream()
            .WriteAsync(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"u8.ToArray(),
                Ends
            );
        (await answer).StatusCode.ShouldBe(HttpStatusCode.Found);
    }
}
