using System.CommandLine;
using System.Text.Json;
using Evenhand.Cli.Ledger;
using Evenhand.Runtime.Output;
using Evenhand.Runtime.Serving.Keys;

namespace Evenhand.Cli.Keys;

/// <summary><c>evenhand keys list</c>.</summary>
internal static class ListKeys
{
    private static readonly Option<string> Data = DataFolder.Option();
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One object a line, for programs.",
    };

    public static Command Create()
    {
        var command = new Command("list", "List all keys, revoked ones too; never their texts.")
        {
            Data,
            Json,
        };
        command.SetAction(parsed =>
            KeyFolder.UseAsync(
                parsed.GetValue(Data)!,
                keys =>
                {
                    foreach (var key in keys.All)
                        Console.Out.WriteLine(parsed.GetValue(Json) ? Line(key) : Row(key));
                    if (keys.All.Any(OldKeys.IsMeant))
                        Console.Error.WriteLine(OldKeys.Hint);
                    return Task.CompletedTask;
                }
            )
        );
        return command;
    }

    private static string Row(Key key) =>
        Printable.Line(
            $"{key.Id}  {key.Roles, -8}  {Instants.Text(key.Created)}  {End(key), -24}  {key.Account}  {key.Name}".TrimEnd()
        );

    private static string End(Key key) =>
        key.Revoked is { } end ? $"ends {Instants.Text(end)}"
        : key.ReachesFurther ? "works, sends all"
        : "works";

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
            json.WriteString("account", key.Account.Length > 0 ? key.Account : null);
            json.WriteString("name", key.Name);
            json.WriteString("created", Instants.Text(key.Created));
            json.WriteString("revoked", key.Revoked is { } end ? Instants.Text(end) : null);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
