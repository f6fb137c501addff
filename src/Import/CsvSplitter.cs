using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Evenhand.Import;

/// <summary>
/// Splits one record at a time with CsvHelper. The library knows the grammar; it cannot go on after a field that
/// never ends, so it is only ever handed a record that is whole and of bounded length.
/// </summary>
internal sealed class CsvSplitter(char delimiter) : IDisposable
{
    private Feed _feed = new();
    private CsvParser? _parser;
    private bool _bad;

    /// <summary>The fields, unquoted; null if the quotes of the record are not as CSV has them.</summary>
    public string[]? Split(string record)
    {
        _parser ??= new CsvParser(_feed, Configuration());
        _bad = false;
        _feed.Offer(record);
        var whole =
            _parser.Read() && _feed.IsEmpty && _parser.RawRecord.Length == record.Length + 1;
        var fields = whole ? _parser.Record! : [];
        if (whole && !_bad)
        {
            return fields;
        }

        Reset();
        return null;
    }

    public void Dispose()
    {
        _parser?.Dispose();
        _feed.Dispose();
    }

    private CsvConfiguration Configuration() =>
        new(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            BadDataFound = _ => _bad = true,
        };

    /// <summary>What the parser still holds of a bad record must not leak into the next.</summary>
    private void Reset()
    {
        Dispose();
        _parser = null;
        _feed = new Feed();
    }

    private sealed class Feed : TextReader
    {
        private string _text = "";
        private int _at;

        public bool IsEmpty => _at == _text.Length;

        public void Offer(string record)
        {
            _text = record + "\n";
            _at = 0;
        }

        public override int Read(char[] buffer, int index, int count)
        {
            var length = Math.Min(count, _text.Length - _at);
            _text.CopyTo(_at, buffer, index, length);
            _at += length;
            return length;
        }
    }
}
