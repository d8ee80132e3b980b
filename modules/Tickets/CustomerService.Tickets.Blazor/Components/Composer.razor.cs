using System.Text.Json;
using CustomerService.Framework.Localization;
using CustomerService.Tickets.Blazor.Desk;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace CustomerService.Tickets.Blazor.Components;

/// <summary>
/// Where an agent writes. What is written is kept on the server while it is written; what is sent can be taken back for
/// five seconds.
/// </summary>
public sealed partial class Composer
{
    private static readonly TimeSpan SaveAfter = TimeSpan.FromMilliseconds(700);
    private static readonly TicketStatus[] After =
    [
        TicketStatus.InProgress,
        TicketStatus.WaitingForCustomer,
        TicketStatus.WaitingForThirdParty,
        TicketStatus.Resolved,
    ];

    private static readonly (string Format, string Icon, string Label)[] Formats =
    [
        ("bold", "bold", "Tickets.Composer.Bold"),
        ("list", "list", "Tickets.Composer.List"),
        ("link", "link", "Tickets.Composer.Link"),
        ("code", "code", "Tickets.Composer.Code"),
        ("mention", "at", "Tickets.Composer.Mention"),
    ];
    private static readonly string[] Emoji =
    [
        .. "🙂 😊 😄 😉 🙏 👍 👌 👏 💪 🤝 👋 🎉 ❤️ 🌟 ✅ ❌ ⚠️ ❗ ❓ 💡 📎 📷 📦 🚚 📅 ⏰ ⏳ 📞 📧 💬 💳 💰 🔒 🔑 🔧 🔄 🔍 🛒 😔 😟".Split(' '),
    ];

    private string _reply = "";
    private string _note = "";

    /// <summary>What is written as it will be read; null while it is written.</summary>
    private string? _preview;
    private bool _isNote;
    private bool _isSaved;
    private bool _goesOn;
    private TicketStatus _after = TicketStatus.InProgress;
    private string _names = "[]";
    private Guid? _seen;
    private Guid? _loadedFor;
    private List<AttachmentDto> _files = [];
    private IReadOnlyList<TimelineItemDto> _held = [];
    private CancellationTokenSource? _saving;
    private Sending? _pending;
    private bool _isDisposed;

    [Parameter, EditorRequired]
    public TicketDto Ticket { get; set; } = null!;

    [Parameter]
    public bool CanReply { get; set; }

    /// <summary>Who can be called by @.</summary>
    [Parameter]
    public IReadOnlyList<PersonDto> Staff { get; set; } = [];

    [Parameter]
    public EventCallback OnSent { get; set; }

    /// <summary>Sent, and the person wants the next ticket.</summary>
    [Parameter]
    public EventCallback OnNext { get; set; }

    [Parameter]
    public EventCallback OnTyping { get; set; }

    /// <summary>The browser keeps whether the next ticket follows, for each person who signs in there.</summary>
    private string GoesOnKey => $"cs.next.{User.Id}";

    /// <summary>Bound, not set by hand: only then does a rendering leave alone what was typed in the meantime.</summary>
    private string Text
    {
        get => _isNote ? _note : _reply;
        set => (_reply, _note) = _isNote ? (_reply, value) : (value, _note);
    }

    private Mentions Called => Mentions.Read(Text, [.. Staff]);

    /// <summary>Who will hear of it, or that a name is nobody's: a colleague who is not told is not missed in silence.</summary>
    private string? MentionHint =>
        Called switch
        {
            { Unknown: { Count: > 0 } unknown } when _isNote => L.Format("Tickets.Mentions.Unknown", ("Name", string.Join(", ", unknown))),
            { People: { Count: > 0 } people } => L.Format(
                "Tickets.Mentions.Known",
                ("Names", string.Join(", ", people.Select(p => p.Name)))
            ),
            _ => null,
        };

    private string SendText => _isNote ? L["Tickets.Composer.SendNote"] : L[$"Tickets.Composer.Send.{_after}"];

    protected override void OnParametersSet()
    {
        // A reload of the same ticket must not touch what is being written.
        if (_loadedFor != Ticket.Id)
        {
            (_loadedFor, _reply, _note, _files, _isSaved) = (
                Ticket.Id,
                Ticket.Draft.Reply,
                Ticket.Draft.Note,
                [.. Ticket.Draft.Attachments],
                Ticket.Draft.SavedAt is not null
            );
            (_seen, _isNote, _after, _preview) = (Ticket.LastMessageId, !CanReply, Usual, null);
            _names = JsonSerializer.Serialize(Staff.Where(p => p.Id != User.Id).Select(p => p.Name));
        }

        if (_reply.Length == 0)
        {
            _seen = Ticket.LastMessageId;
        }
    }

    /// <summary>Where the ticket is now, or in progress; that it waits for the customer is chosen on purpose.</summary>
    private TicketStatus Usual =>
        Ticket.Status is TicketStatus.WaitingForThirdParty or TicketStatus.Resolved ? Ticket.Status : TicketStatus.InProgress;

    internal async Task BeginAsync(bool isNote)
    {
        (_isNote, _preview) = (isNote || !CanReply, null);
        StateHasChanged();
        await Js.InvokeVoidAsync("cs.focus", "#composer-text");
    }

    /// <summary>Templates and articles, put where the caret is.</summary>
    internal async Task OpenInsertAsync()
    {
        if (!CanReply)
        {
            return;
        }

        (_isNote, _preview) = (false, null);
        StateHasChanged();
        var dialog = await Dialogs.ShowAsync<InsertDialog>(
            null,
            new DialogParameters<InsertDialog> { { d => d.TicketId, Ticket.Id } },
            new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true }
        );
        if (await dialog.GetReturnValueAsync<MacroTextDto>() is { } text)
        {
            _after = text.SetsStatus is { } sets && After.Contains(sets) ? sets : _after;
            await Js.InvokeVoidAsync("cs.insert", "#composer-text", text.Body);
        }
    }

    private async Task GoOnAsync(ChangeEventArgs e)
    {
        _goesOn = e.Value is true;
        await Js.InvokeVoidAsync("cs.keep", GoesOnKey, _goesOn ? "1" : null);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await Js.InvokeAsync<string?>("cs.kept", GoesOnKey) is not null)
        {
            _goesOn = true;
            StateHasChanged();
        }
    }

    /// <summary>Puts words at the end of the reply.</summary>
    internal async Task InsertAsync(string words)
    {
        (_isNote, _preview) = (false, null);
        _reply = _reply.Trim().Length == 0 ? words : $"{_reply.TrimEnd()}\n\n{words}";
        SaveSoon();
        StateHasChanged();
        await Js.InvokeVoidAsync("cs.focus", "#composer-text");
    }

    private async Task TypedAsync()
    {
        SaveSoon();
        await OnTyping.InvokeAsync();
    }

    private async Task PreviewAsync()
    {
        var body = Text;
        _preview = _preview is null ? await Run<ITicketAppService, string>(x => x.PreviewAsync(new PreviewInput { Body = body })) : null;
    }

    private async Task OnKeyDownAsync(KeyboardEventArgs e)
    {
        if (e is { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true })
        {
            await SendAsync();
        }
    }

    private void SaveSoon()
    {
        _isSaved = false;
        _saving?.Cancel();
        _saving = new CancellationTokenSource();
        _ = SaveLaterAsync(_saving.Token);
    }

    private async Task SaveLaterAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(SaveAfter, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        if (!cancellationToken.IsCancellationRequested)
        {
            await InvokeAsync(SaveAsync);
        }
    }

    private async Task SaveAsync()
    {
        var draft = new DraftInput
        {
            TicketId = Ticket.Id,
            Reply = _reply,
            Note = _note,
        };
        _isSaved = await Run<ITicketAppService>(x => x.SaveDraftAsync(draft)) && (_reply.Length > 0 || _note.Length > 0);
        StateHasChanged();
    }

    private async Task SendAsync()
    {
        if (string.IsNullOrWhiteSpace(Text) || _pending is not null)
        {
            return;
        }

        await (_saving?.CancelAsync() ?? Task.CompletedTask);
        await SaveAsync();
        _preview = null;
        _pending = new Sending(Ticket.Id, _isNote, Text, _seen, _after, [.. _files.Select(f => f.Id)], new CancellationTokenSource());
        _ = DeliverLaterAsync(_pending);
    }

    private async Task DeliverLaterAsync(Sending sending)
    {
        if (await UndoTime.PassesAsync(Time, sending.Cancel.Token))
        {
            await InvokeAsync(() => DeliverAsync(sending, false));
        }
    }

    private async Task DeliverAsync(Sending sending, bool anyway)
    {
        _pending = null;
        var result = await Run<ITicketAppService, ReplyResult>(x =>
            sending.IsNote
                ? x.AddNoteAsync(
                    new NoteInput
                    {
                        TicketId = sending.TicketId,
                        Body = sending.Text,
                        AttachmentIds = sending.Files,
                    }
                )
                : x.ReplyAsync(
                    new ReplyInput
                    {
                        TicketId = sending.TicketId,
                        Body = sending.Text,
                        LastSeenMessageId = sending.Seen,
                        SendAnyway = anyway,
                        StatusAfter = sending.After == Ticket.Status ? null : sending.After,
                        AttachmentIds = sending.Files,
                    }
                )
        );
        if (result is { IsHeld: true })
        {
            _held = result.NewerReplies;
        }
        else if (result is not null && !_isDisposed)
        {
            (_reply, _note) = sending.IsNote ? (_reply, "") : ("", _note);
            (_files, _held, _isSaved, _after) = (
                [],
                [],
                false,
                sending.IsNote ? _after
                : sending.After.IsFinal() ? sending.After
                : TicketStatus.InProgress
            );
            NotifySuccess(L[sending.IsNote ? "Tickets.Composer.NoteAdded" : "Tickets.Composer.Sent"]);
        }

        if (!_isDisposed)
        {
            await OnSent.InvokeAsync();
            StateHasChanged();
            await (_goesOn && !sending.IsNote && result is { IsHeld: false } ? OnNext.InvokeAsync() : Task.CompletedTask);
        }
    }

    private async Task Undo()
    {
        await (_pending?.Cancel.CancelAsync() ?? Task.CompletedTask);
        _pending = null;
        await BeginAsync(_isNote);
    }

    private Task SendAnywayAsync() =>
        DeliverAsync(
            new Sending(Ticket.Id, false, _reply, null, _after, [.. _files.Select(f => f.Id)], new CancellationTokenSource()),
            true
        );

    private async Task KeepEditing()
    {
        (_held, _seen) = ([], Ticket.LastMessageId);
        await BeginAsync(false);
    }

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        // All or none: which ten of them would be anybody's guess.
        if (_files.Count + e.FileCount > TicketLimits.FilesPerMessage)
        {
            NotifyError(L.Format(TicketErrorCodes.TooManyFiles, ("Max", TicketLimits.FilesPerMessage)));
            return;
        }

        foreach (var file in e.GetMultipleFiles(TicketLimits.FilesPerMessage))
        {
            await using var content = file.Size <= TicketLimits.FileBytes ? file.OpenReadStream(TicketLimits.FileBytes) : null;
            if (content is null)
            {
                var max = TicketLimits.FileBytes / (1024 * 1024);
                NotifyError(L.Format(TicketErrorCodes.FileTooLarge, ("File", file.Name), ("Max", max)));
                continue;
            }

            if (
                await Run<ITicketAppService, AttachmentDto>(x =>
                    x.UploadAsync(
                        Ticket.Id,
                        new FileUpload
                        {
                            FileName = file.Name,
                            ContentType = file.ContentType,
                            Content = content,
                        }
                    )
                ) is
                { } upload
            )
            {
                _files.Add(upload);
            }
        }
    }

    private async Task RemoveFileAsync(Guid id)
    {
        if (await Run<ITicketAppService>(x => x.RemoveUploadAsync(id)))
        {
            _files.RemoveAll(f => f.Id == id);
        }
    }

    /// <summary>Whoever goes on to the next ticket meant to send.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _saving?.Cancel();
        if (_pending is { } sending)
        {
            sending.Cancel.Cancel();
            _ = DeliverAsync(sending, false);
        }
    }

    private sealed record Sending(
        Guid TicketId,
        bool IsNote,
        string Text,
        Guid? Seen,
        TicketStatus After,
        List<Guid> Files,
        CancellationTokenSource Cancel
    );
}
