using System.Text;
using System.Text.RegularExpressions;

namespace CustomerService.TestBase;

/// <summary>
/// A mail as it came over the wire, taken apart by hand: what we send is checked with other eyes than those that wrote
/// it.
/// </summary>
public sealed partial record ReceivedMail(string Recipient, string Raw)
{
    public string Subject => DecodeWords(Header("Subject"));

    public string From => DecodeWords(Header("From"));

    public string PlainText => Part("text/plain");

    public string Html => Part("text/html");

    public string Header(string name)
    {
        var head = Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        var unfolded = FoldPattern().Replace(head, " ");
        return unfolded.Split("\r\n").First(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
    }

    private string Part(string type)
    {
        var boundary = BoundaryPattern().Match(Raw).Groups[1].Value;
        var part = Raw.Split("--" + boundary).First(p => p.Contains("content-type: " + type, StringComparison.OrdinalIgnoreCase));
        var split = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = (part[..split], part[(split + 4)..]);
        return head.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Trim()))
            : QuotedPrintable(body);
    }

    private static string DecodeWords(string text) =>
        WordPattern()
            .Replace(
                BetweenWordsPattern().Replace(text, "$1"),
                m =>
                    m.Groups[1].Value is "B" or "b"
                        ? Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[2].Value))
                        : QuotedPrintable(m.Groups[2].Value.Replace('_', ' '))
            );

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=' && i + 2 < joined.Length)
            {
                bytes.Add(Convert.ToByte(joined.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)joined[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex FoldPattern();

    [GeneratedRegex("boundary=\"?([^\"\r\n;]+)")]
    private static partial Regex BoundaryPattern();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWordsPattern();
}
