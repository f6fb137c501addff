using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Events whose attributes are fields of HTTP, and whose data is the body.</summary>
public sealed class BinaryEventTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("acme", "Euro € 😀");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.calls+json")]
    public async Task It_is_the_same_event_as_in_JSON(string type)
    {
        var time = $"{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        var answer = await SendAsync("""{"count":3}""", type, ("CE-Time", time));
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(1, answer.Body);
        answer.Json.GetProperty("warnings").GetArrayLength().ShouldBe(0, answer.Body);
        answer = await server.PostAsync(
            "/v1/events",
            $$$"""{"specversion":"1.0","id":"1","source":"s","type":"api.called","time":"{{{time}}}","subject":"acme","data":{"count":3}}""",
            "application/cloudevents+json"
        );
        answer.Json.GetProperty("duplicates").GetInt32().ShouldBe(1, answer.Body);
    }

    [Theory]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80")]
    [InlineData("%45uro %e2%82%ac %F0%9f%98%80")]
    [InlineData("\"Euro %E2%82%AC \\%F0%9F%98%80\"")]
    public async Task Attributes_are_decoded_as_the_binding_says(string subject)
    {
        var answer = await SendAsync("{}", "application/json", ("ce-subject", subject));
        answer.Json.GetProperty("accepted").GetInt32().ShouldBe(1, answer.Body);
        answer.Json.GetProperty("warnings").GetArrayLength().ShouldBe(0, answer.Body);
    }

    [Theory]
    [InlineData(
        "ce-subject",
        "%C0%A0",
        "{}",
        "application/json",
        400,
        "the field ce-subject is not valid UTF-8 when its percent signs are decoded"
    )]
    [InlineData(
        "ce-data",
        "x",
        "{}",
        "application/json",
        400,
        "the field ce-data is no attribute; the data is the body, and its type the Content-Type"
    )]
    [InlineData(
        "ce-x",
        "1",
        "{",
        "application/json",
        400,
        "the body, which is the event's data, is not valid JSON"
    )]
    [InlineData(
        "ce-x",
        "1",
        "{},\"id\":{}",
        "application/json",
        400,
        "the body, which is the event's data, is not valid JSON"
    )]
    [InlineData(
        "ce-x",
        "1",
        "<a/>",
        "text/xml",
        415,
        "the data of an event is JSON: its Content-Type is application/json, or ends in +json"
    )]
    [InlineData("ce-specversion", "0.3", "{}", "application/json", 400, "no event could be read")]
    [InlineData("ce-type", "", "{}", "application/json", 400, "no event could be read")]
    [InlineData("ce-x", "1", "[]", "application/json", 400, "no event could be read")]
    public async Task What_cannot_be_read_is_said(
        string field,
        string value,
        string body,
        string type,
        int status,
        string detail
    )
    {
        var answer = await SendAsync(body, type, (field, value));
        ((int)answer.Status).ShouldBe(status, answer.Body);
        answer.Detail.ShouldBe(detail);
    }

    [Fact]
    public async Task No_field_makes_the_server_fail()
    {
        var dice = new Random(11);
        const string Letters = "%%%\"\\ aEe29CF0;,é";
        for (var i = 0; i < 300; i++)
        {
            var value = new string([
                .. Enumerable
                    .Range(0, dice.Next(12))
                    .Select(_ => Letters[dice.Next(Letters.Length - 1)]),
            ]);
            var answer = await SendAsync("{}", "application/json", ("ce-subject", value));
            ((int)answer.Status).ShouldBeLessThan(500, $"{value}: {answer.Body}");
        }
    }

    private Task<Answer> SendAsync(
        string body,
        string type,
        params (string Field, string Value)[] more
    )
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["ce-specversion"] = "1.0",
            ["ce-id"] = "1",
            ["ce-source"] = "s",
            ["ce-type"] = "api.called",
            ["ce-subject"] = "acme",
            ["ce-time"] = $"{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}",
        };
        foreach (var (field, value) in more)
            fields[field] = value;
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Headers.Authorization = new("Bearer", ServerUnderTest.AdminKey);
        foreach (var (field, value) in fields)
            request.Headers.TryAddWithoutValidation(field, value);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return server.SendAsync(request);
    }
}
