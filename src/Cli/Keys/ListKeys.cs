using System.CommandLine;
using System.Text.Json;
using Evenhand.Cli.Ledger;
using Evenhand.Cli.Reading;
using Evenhand.Core.Time;
using Evenhand.Node.Keys;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;

namespace Evenhand.Cli.Keys;

/// <summary><c>evenhand keys list</c>.</summary>
internal static class ListKeys
{
    private static readonly LedgerOptions Place = new();
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One object a line, for programs.",
    };

    public static Command Create()
    {
        var command = new Command("list", "List all keys, revoked ones too; never their texts.")
        {
            Json,
        };
        Place.AddTo(command);
        command.SetAction(parsed =>
            KeyFolder.UseAsync(
                Place.Of(parsed),
                keys =>
                {
                    if (parsed.GetValue(Json))
                        foreach (var key in keys.All)
                            Console.Out.WriteLine(Line(key));
                    else
                        Show(keys.All);
                    if (keys.All.Any(OldKeys.IsMeant))
                        Console.Error.WriteLine(OldKeys.Hint);
                    return Task.CompletedTask;
                }
            )
        );
        return command;
    }

    private static void Show(IReadOnlyList<Key> keys)
    {
        var listing = new Listing(
            new Column("KEY") { IsLead = true },
            new Column("STATE") { IsLead = true },
            new Column("ROLES"),
            new Column("CREATED"),
            new Column("ENDS"),
            new Column("ACCOUNT"),
            new Column("PERSON"),
            new Column("NAME")
        );
        foreach (var key in keys)
            listing.Add(
                key.Id,
                State(key),
                $"{key.Roles}",
                Instant(key.Created),
                key.Revoked is { } end ? Instant(end) : "",
                key.Account.Text,
                key.Person,
                key.Name
            );
        listing.Write(Screen.Open());
    }

    private static string State(Key key) =>
        key.Revoked is not null ? "ends"
        : key.ReachesFurther ? "works, sends all"
        : "works";

    private static string Instant(Moment at) => Shown.Instant(Instants.Of(at));

    private static string Line(Key key)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("id", key.Id);
            json.WriteString("role", RoleSet.Word(key.Roles.All[0]));
            json.WriteStartArray("roles");
            foreach (var role in key.Roles.All)
                json.WriteStringValue(RoleSet.Word(role));
            json.WriteEndArray();
            json.WriteBoolean("sends_all", key.ReachesFurther);
            json.WriteString("account", key.Account.IsNone ? null : key.Account.Text);
            json.WriteString("person", key.Person.Length > 0 ? key.Person : null);
            json.WriteString("name", key.Name);
            json.WriteString("created", Instants.Text(key.Created));
            json.WriteString("revoked", key.Revoked is { } end ? Instants.Text(end) : null);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
