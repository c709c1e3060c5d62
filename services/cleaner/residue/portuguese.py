"""Residue in Portuguese, as it is written in Portugal and in Brazil."""

# ruff: noqa: RUF001 - rules are written with the dashes, quotes and letters that pages are written with

from claimwire.models import RemovalReason
from services.cleaner.residue.credit_words import CREDITED
from services.cleaner.residue.rule import Rule, end, whole

_INVITATION = (
    r"(?:(?:leia|ler|veja|ver|assista|ouça|confira) (?:também|mais|ainda)|saiba mais|"
    r"(?:artigos?|notícias?|conteúdos?|matérias?) relacionad[ao]s?|relacionad[ao]s|mais sobre (?:o|"
    r"este) (?:tema|assunto)|"
    r"(?:você )?(?:também )?pode(?:rá)? (?:também )?(?:gostar|interessar|lhe interessar)|"
    r"continu[ae]r? (?:lendo|a ler)|não perca|recomendad[ao]s?(?: para (?:si|você))?)"
)

CALLS = (
    r"assine|subscreva|inscreva-se|cadastre-se|receba|leia também|leia mais|veja também|siga|compartilhe|"
    r"partilhe|continua após|continua depois"
)
"""What a sentence begins with that calls on its reader, among the sentences of a paragraph."""

RULES: tuple[Rule, ...] = (
    whole(
        "pt.also-read",
        RemovalReason.RELATED,
        _INVITATION + r"\s?[:|–—-]\s?.{4,220}[^.\s]",
        _INVITATION + r"\s?[:…]?",
        (
            r"(?:(?:as )?mais (?:lid[ao]s|vist[ao]s|populares)|últimas notícias|últimas|mais notícias|"
            r"em destaque|destaques)"
        ),
    ),
    end(
        "pt.glued-also-read",
        RemovalReason.RELATED,
        r"(?:(?:leia|veja|assista) (?:também|mais|ainda)|saiba mais)\s?[:|]\s?[^.!?]{8,220}",
    ),
    whole(
        "pt.newsletter",
        RemovalReason.NEWSLETTER,
        (
            r"(?:subscreva|assine|inscreva-se|cadastre-se|receba|registe-se)\b.{0,160}\b"
            r"(?:newsletters?|boletim|boletins|e-?mail)\b.{0,120}"
        ),
        r"(?:a nossa |nossa |as nossas )?newsletters?",
        r"(?:cancelar (?:a )?(?:inscrição|subscrição))",
        most_words=40,
    ),
    whole(
        "pt.subscribe",
        RemovalReason.SUBSCRIBE,
        (
            r"(?:assine(?: já| agora)?|subscreva(?: já| agora)?|iniciar sessão|inicie sessão|entrar|fazer login|"
            r"faça (?:o seu )?login|registe-se|cadastre-se|torne-se assinante)[.!]?"
        ),
        r"(?:já é|já tem) (?:assinante|uma? (?:assinatura|conta))\b\??.{0,80}",
        (
            r"(?:conteúdo|artigo|este (?:conteúdo|artigo) é) (?:exclusivo|reservado)(?: para| a| aos)? "
            r"(?:os )?(?:nossos )?assinantes\b.{0,80}"
        ),
        r"para continuar (?:a ler|lendo)\b.{0,160}",
    ),
    whole(
        "pt.share",
        RemovalReason.SHARE,
        (
            r"(?:(?:compartilh(?:ar|e)|partilh(?:ar|e)|imprimir|enviar|guardar|salvar|comentar|copiar link|"
            r"copie o link|"
            r"facebook|twitter|whatsapp|telegram|linkedin|e-?mail|x)[\s|,/]{0,3}){1,8}"
        ),
        (
            r"(?:compartilhe|partilhe|compartilhar|partilhar) (?:este|esta|no|na|em|por|via|o artigo|"
            r"a notícia)\b[^.!?]{0,60}[.!]?"
        ),
        r"siga-nos\b.{0,120}",
        (
            r"siga (?:o|a|os|as) [^.!?]{2,60} (?:no|na|nas|nos) (?:facebook|twitter|instagram|whatsapp|"
            r"telegram|google|redes)\b.{0,80}"
        ),
        r"(?:ouvir|ouça) (?:o |este )?(?:artigo|texto|a notícia)\b.{0,20}",
    ),
    whole(
        "pt.advert",
        RemovalReason.ADVERTISEMENT,
        r"\W{0,3}(?:publicidade|anúncio|propaganda|conteúdo patrocinado|patrocinado|pub)\W{0,3}",
        r"(?:o (?:artigo|texto) )?continua (?:depois|após) (?:a|da) publicidade\W{0,3}",
    ),
    whole(
        "pt.consent",
        RemovalReason.CONSENT,
        r"(?:utilizamos|usamos|este (?:site|sítio) (?:utiliza|usa))\b.{0,60}\bcookies\b.{0,400}",
        r"(?:para (?:ver|visualizar) este conteúdo|este conteúdo é alojado)\b.{0,240}",
        (
            r"(?:política de (?:privacidade|cookies)|(?:preferências|definições|configurações) de (?:cookies|"
            r"privacidade))"
        ),
        most_words=80,
    ),
    whole(
        "pt.reading-time",
        RemovalReason.DATE,
        r"(?:tempo de leitura\s?:?\s?)?(?:cerca de )?\d{1,3} ?min(?:\.|utos?)?(?: de leitura)?",
        (
            r"(?:publicad[oa]|atualizad[oa]|última atualização)(?: em| a| às|"
            r" há)?\s?:? [^.!?]{0,40}\d[\d.,:/ h-]{0,30}[^.!?]{0,20}"
        ),
    ),
    whole(
        "pt.credit",
        RemovalReason.CREDIT,
        r"(?:foto|fotos|imagem|imagens|ilustração)\s?: [^.!?]{2,120}\.?",
        rf"(?:vídeo|fonte|fontes|crédito|créditos)\s?: {CREDITED}",
        r"\(?com (?:informações|informação) (?:de|da|do|das|dos) [^.!?]{2,80}[.)]{0,2}",
    ),
    whole(
        "pt.rights",
        RemovalReason.COPYRIGHT,
        r"(?:.{0,80}\b)?todos os direitos reservados\b(?! (?:aos?|às?|para)\b).{0,80}",
        r"(?:é )?proibida a reprodução\b.{0,100}",
        holds=("todos os direitos reservados", "proibida a reprodução"),
    ),
    whole(
        "pt.comments",
        RemovalReason.COMMENTS,
        r"(?:\d{1,5} )?comentários?",
        r"(?:deixe|deixar|faça|ver|escreva) (?:um |o seu |seu |os |todos os )?comentários?",
    ),
    whole(
        "pt.tags",
        RemovalReason.TAGS,
        r"(?:tópicos|temas|assuntos|tags|palavras-chave|mais sobre)\s?:\s?.{0,200}[^.!?…\s]",
    ),
    whole(
        "pt.navigation",
        RemovalReason.NAVIGATION,
        r"(?:ir para o conteúdo|saltar para o conteúdo|voltar ao topo|pesquisar|buscar|fechar|seguinte|"
        r"próxim[oa]|anterior|"
        r"(?:ver|mostrar|carregar) mais)",
        most_words=5,
    ),
)
