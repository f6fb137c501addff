using System.Net;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

public sealed class OpenMeterTests : IAsyncLifetime
{
    private const string Package = "@openmeter/sdk@1.0.0-beta.232";

    private const string Script = """
        import { OpenMeter } from '@openmeter/sdk';
        const [, , baseUrl, apiKey] = process.argv;
        const openmeter = new OpenMeter({ baseUrl, apiKey });
        const call = { type: 'api.called', subject: 'acme', id: 'fixed', source: 'app', time: new Date(), data: { count: 2 } };
        await openmeter.events.ingest({ type: 'api.called', subject: 'acme', data: { count: 3 } });
        await openmeter.events.ingest([call, { type: 'api.called', subject: 'acme', data: { count: '5' } }]);
        await openmeter.events.ingest(call);
        try {
          await openmeter.events.ingest({ ...call, data: { count: 9 } });
          console.log('accepted');
        } catch (error) {
          console.log(error.name, error.message);
        }
        """;

    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_official_SDK_works_unchanged()
    {
        var (status, output) = Npm.Script(
            Npm.Installed("openmeter-sdk", Package),
            Script,
            server.Address.ToString().TrimEnd('/'),
            ServerUnderTest.AdminKey
        );
        status.ShouldBe(0, output);
        output.ShouldContain("HTTPError");
        output.ShouldNotContain("accepted");
        (await CallsAsync()).ShouldBe("10");
    }

    [Fact]
    public async Task One_event_without_a_time_is_of_now()
    {
        var answer = await server.PostAsync(
            "/api/v1/events",
            """{"specversion":"1.0","id":"1","source":"curl","type":"api.called","time":null,"subject":"acme","data":{"count":4}}"""
        );
        answer.Status.ShouldBe(HttpStatusCode.NoContent, answer.Body);
        answer.Body.ShouldBeEmpty();
        (await CallsAsync()).ShouldBe("4");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(",\"time\":null", "")]
    [InlineData("", ",\"time\":\"AGO\"")]
    [InlineData(",\"time\":\"AGO\"", "")]
    [Trait("fault", "E28")]
    public async Task What_the_server_fills_in_takes_no_part_in_the_comparison(
        string first,
        string second
    )
    {
        var ago = $"{DateTimeOffset.UtcNow.AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}";
        string Body(string time, int count) =>
            $$$"""[{"specversion":"1.0","id":"1","source":"curl","type":"api.called"{{{time}}},"subject":"acme","data":{"count":{{{count}}}}}]""";
        foreach (var time in new[] { first, second, second })
        {
            var answer = await server.PostAsync(
                "/api/v1/events",
                Body(time.Replace("AGO", ago), 4)
            );
            answer.Status.ShouldBe(HttpStatusCode.NoContent, answer.Body);
        }
        var other = await server.PostAsync("/api/v1/events", Body(second.Replace("AGO", ago), 5));
        other.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_no_good_is_named_and_the_rest_stored()
    {
        var answer = await server.PostAsync(
            "/api/v1/events",
            $"[{TestEvents.Call("acme", "1")},{TestEvents.Call("acme", "1", 2)}]",
            "application/cloudevents-batch+json"
        );
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("errors")[0].GetProperty("index").GetInt32().ShouldBe(1);
        (await CallsAsync()).ShouldBe("1");
    }

    private async Task<string?> CallsAsync()
    {
        var statements = (await server.GetAsync("/v1/accounts/acme/statements")).Json.GetProperty(
            "items"
        );
        return statements
            .EnumerateArray()
            .Last()
            .GetProperty("lines")
            .EnumerateArray()
            .Single(line => line.GetProperty("clause").GetString() == "api-calls")
            .GetProperty("quantity")
            .GetString();
    }
}
