using System.Net;
using System.Text;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Markup;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.Extensions.Localization;

namespace CustomerService.Notifications.Mail;

internal sealed record MailContent(string SenderName, string Text, string Html);

/// <summary>
/// The tenant's look around a mail: name, accent colour, one button, and the code by which anyone can check that the
/// mail is genuine.
/// </summary>
internal sealed class MailLayout(ICurrentTenant tenant, ITenantIntegrationService tenants, ISiteUrls urls, IStringLocalizer localizer)
    : ITransientDependency
{
    private const string HostName = "CustomerService";
    private const string HostAccent = "#1f5f8b";

    /// <summary>Stands apart from our words, in every mail program.</summary>
    private const string QuoteStyle = "margin:16px 0;padding:0 0 0 16px;border-left:3px solid #c9d1d9";

    public async Task<MailContent> RenderAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var culture = LocalizerExtensions.UseCulture(mail.Language);
        var branding = tenant.Id is null ? null : await tenants.GetBrandingAsync(cancellationToken);
        var (name, accent) = (branding?.Name ?? HostName, branding?.Accent ?? HostAccent);
        var verify = branding is null
            ? null
            : localizer.Format(
                "Notifications.Layout.Verify",
                ("Code", MailCode.Grouped(mail.VerifyCode)),
                ("Url", await urls.AbsoluteAsync("/verify", cancellationToken))
            );
        var footer = localizer.Format("Notifications.Layout.Automatic", ("Name", name));
        var body = BodyOf(mail, await urls.AbsoluteAsync("/", cancellationToken));
        return new MailContent(name, TextOf(mail, body, verify, footer), HtmlOf(mail, body, name, accent, verify, footer));
    }

    /// <summary>Text and HTML say the same: the one is made from the other.</summary>
    private static string BodyOf(OutgoingMail mail, string root)
    {
        var body = MarkupRenderer.OfMarkdown(mail.Body, MarkupRules.Message, root);
        var quote =
            mail.Quote is null ? ""
            : mail.QuoteIsMarkdown ? MarkupRenderer.OfMarkdown(mail.Quote, MarkupRules.Message, root)
            : MarkupRenderer.OfPlainText(mail.Quote);
        return body.Replace(
            $"<p>{EmailMessage.QuoteMark}</p>",
            quote.Length > 0 ? $"<blockquote style=\"{QuoteStyle}\">{quote}</blockquote>" : "",
            StringComparison.Ordinal
        );
    }

    private static string TextOf(OutgoingMail mail, string body, string? verify, string footer)
    {
        var text = new StringBuilder(HtmlText.Of(body).ReplaceLineEndings("\r\n")).Append("\r\n\r\n");
        if (mail.ActionUrl is not null)
        {
            text.Append($"{mail.ActionText}:\r\n{mail.ActionUrl}\r\n\r\n");
        }

        text.Append("-- \r\n");
        if (verify is not null)
        {
            text.Append(verify).Append("\r\n");
        }

        return text.Append(footer).Append("\r\n").ToString();
    }

    /// <summary>Mail programs know neither style sheets nor scripts: tables and inline styles, on purpose.</summary>
    private static string HtmlOf(OutgoingMail mail, string body, string name, string accent, string? verify, string footer)
    {
        var button = mail.ActionUrl is null
            ? ""
            : $"""
                <p style="margin:24px 0"><a href="{Encode(mail.ActionUrl)}"
                    style="display:inline-block;padding:12px 24px;border-radius:6px;background:{Encode(accent)};color:#ffffff;
                    font-weight:600;text-decoration:none">{Encode(mail.ActionText ?? mail.ActionUrl)}</a></p>
                """;
        return $"""
            <!doctype html>
            <html lang="{Encode(
                mail.Language == "zh-Hans" ? "zh-CN" : mail.Language
            )}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{Encode(
                mail.Subject
            )}</title></head>
            <body style="margin:0;padding:24px 12px;background:#f4f5f7;color:#1c2430;font:16px/1.6
                system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif">
            <table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0"
                style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:6px;border-top:4px solid {Encode(
                accent
            )}">
            <tr><td style="padding:24px 32px 0;font-weight:600;color:{Encode(accent)}">{Encode(name)}</td></tr>
            <tr><td style="padding:8px 32px 24px">{body}{button}</td></tr>
            <tr><td style="padding:16px 32px 24px;border-top:1px solid #e3e6ea;color:#5b6675;font-size:13px">{(
                verify is null ? "" : Encode(verify) + "<br>"
            )}{Encode(footer)}</td></tr>
            </table></body></html>
            """;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
