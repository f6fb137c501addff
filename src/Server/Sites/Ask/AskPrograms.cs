using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Pages.Ask;

namespace Evenhand.Server.Sites.Ask;

/// <summary>A question to the gate as programs put it, to be copied: with this server's address, and a key from the surroundings.</summary>
internal static class AskPrograms
{
    /// <summary>What the program uses, and this server does not.</summary>
    private const string Client = nameof(Evenhand) + ".Client";

    private const string Records = nameof(Evenhand) + ".Wire";

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions OnALine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The programs.</summary>
    /// <param name="question">The question, as it is sent.</param>
    /// <param name="server">The server's address, without a slash at its end.</param>
    public static ImmutableArray<AskedProgram> Of(JsonObject question, string server) =>
        [
            new("curl", Curl(question, server)),
            new("C#", CSharp(question, server)),
            new("TypeScript", TypeScript(question, server)),
        ];

    private static string Curl(JsonObject question, string server) =>
        $"""
            curl -s -H "Authorization: Bearer $EVENHAND_KEY" -H "Content-Type: application/json" \
              {server}/v1/gate \
              -d '{question.ToJsonString(OnALine).Replace("'", "'\\''", StringComparison.Ordinal)}'
            """;

    private static string CSharp(JsonObject question, string server)
    {
        var members = new List<string>
        {
            $"Account = {Quoted(question, "account")},",
            $"Act = {Quoted(question, "act")},",
        };
        if (question["with"] is JsonObject with)
            members.Add(
                $"With = (JsonObject)JsonNode.Parse({JsonSerializer.Serialize(with.ToJsonString(OnALine), OnALine)})!,"
            );
        if (question["acknowledged"] is not null)
            members.Add("Acknowledged = true,");
        return $$"""
            using System.Text.Json.Nodes;
            using {{Client}};
            using {{Records}};

            using var client = new EvenhandClient(
                new EvenhandOptions
                {
                    Address = new Uri("{{server}}/"),
                    Key = Environment.GetEnvironmentVariable("EVENHAND_KEY"),
                }
            );
            var answer = await client.AskAsync(
                new GateQuestion
                {
                    {{string.Join("\n        ", members)}}
                }
            );
            if (answer.Outcome == Outcome.Deny)
                Console.WriteLine(answer.Reasons[0].Message);
            """;
    }

    private static string TypeScript(JsonObject question, string server) =>
        $$"""
            const response = await fetch('{{server}}/v1/gate', {
              method: 'POST',
              headers: { Authorization: `Bearer ${process.env.EVENHAND_KEY}`, 'Content-Type': 'application/json' },
              body: JSON.stringify({{question.ToJsonString(Readable).Replace(
                "\n",
                "\n  ",
                StringComparison.Ordinal
            )}}),
            });
            const answer = await response.json();
            if (answer.outcome === 'deny') console.log(answer.reasons[0].message);
            """;

    private static string Quoted(JsonObject question, string name) =>
        JsonSerializer.Serialize((string)question[name]!, OnALine);
}
