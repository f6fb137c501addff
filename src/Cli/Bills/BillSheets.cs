using System.Text;
using Evenhand.Cli.Reading;
using Evenhand.Server.Formats;
using Evenhand.Wire;

namespace Evenhand.Cli.Bills;

/// <summary>Statements in the form that is asked for; sheets are those of the server.</summary>
internal static class BillSheets
{
    /// <summary>Writes one.</summary>
    public static void Write(StatementView statement, string format, bool expected)
    {
        switch (format)
        {
            case "json":
                JsonLines.Write(statement, WireJson.Wire.StatementView);
                break;
            case "csv":
                Copy(StatementSheets.Csv([statement]));
                break;
            case "html":
                Copy(StatementSheets.Html(statement, UnknownName.Day(statement)));
                break;
            default:
                BillText.Write(statement, expected && !statement.Running);
                break;
        }
    }

    /// <summary>Writes all of an account.</summary>
    public static void Write(string account, IReadOnlyList<StatementView> statements, string format)
    {
        switch (format)
        {
            case "json":
                foreach (var statement in statements)
                    JsonLines.Write(statement, WireJson.Wire.StatementView);
                break;
            case "csv":
                Copy(StatementSheets.Csv(statements));
                break;
            case "html":
                Copy(StatementSheets.Html(account, statements));
                break;
            default:
                BillText.Write(statements);
                break;
        }
    }

    /// <summary>To the letter, as a browser would get it.</summary>
    private static void Copy(string sheet)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(sheet));
    }
}
